/** What the infrastructure of dispatched runs reports: it makes sure that a run whose process died does not look alive. */
@NullMarked
package dev.slipway.scheduler.job;

import org.jspecify.annotations.NullMarked;
