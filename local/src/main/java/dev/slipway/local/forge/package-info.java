/** A stand-in for GitLab on one machine: bare repositories over smart HTTP, and a webhook delivery for each pushed ref. */
@NullMarked
package dev.slipway.local.forge;

import org.jspecify.annotations.NullMarked;
