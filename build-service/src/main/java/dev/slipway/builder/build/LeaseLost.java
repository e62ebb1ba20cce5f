package dev.slipway.builder.build;

/** The build was cancelled or taken over; this attempt's results are not written. */
public final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLost(Lease lease) {
        super("attempt " + lease.attempt() + " of build " + lease.buildId() + " no longer holds its lease");
    }
}
