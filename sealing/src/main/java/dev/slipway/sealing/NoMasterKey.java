package dev.slipway.sealing;

/** Secrets can't be stored or read without the master key. */
public final class NoMasterKey extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoMasterKey() {
        super("There is no SLIPWAY_MASTER_KEY to keep credentials with. Make one (head -c 32 /dev/urandom | base64),"
                + " set it on every replica, and restart them.");
    }
}
