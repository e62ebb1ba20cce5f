/** What every feature needs of HTTP: canonical paths, bounded bodies, answers in the shapes that callers expect. */
@NullMarked
package dev.slipway.gateway.http;

import org.jspecify.annotations.NullMarked;
