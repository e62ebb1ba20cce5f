package dev.slipway.e2e.wire;

/** Listens to one connection. What it hears has not been passed on yet, and is not if it throws. */
interface Tap {
    /** The service says something. */
    void said(byte[] bytes);

    /** The service is answered. */
    void answered(byte[] bytes);
}
