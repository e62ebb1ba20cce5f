/** What Prefect's collections offer; here the worker types and their job templates. */
@NullMarked
package dev.slipway.scheduler.collection;

import org.jspecify.annotations.NullMarked;
