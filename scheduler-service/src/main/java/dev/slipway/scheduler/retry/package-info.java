/** After which endings of its infrastructure a run gets another attempt, and how many: what users may ask for, and what they get. */
@NullMarked
package dev.slipway.scheduler.retry;

import org.jspecify.annotations.NullMarked;
