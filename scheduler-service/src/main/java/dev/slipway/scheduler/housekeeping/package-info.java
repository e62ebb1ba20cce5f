/** What time alone makes necessary: runs become late, pauses expire, cancellations end, leases run out. */
@NullMarked
package dev.slipway.scheduler.housekeeping;

import org.jspecify.annotations.NullMarked;
