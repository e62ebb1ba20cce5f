package dev.slipway.gateway.door;

/** What a caller must show. */
enum Access {
    /** Nothing: exactly the two health paths. */
    PUBLIC,
    /** What the feature itself checks: the project's webhook secret, or the first frame of a socket. */
    BY_FEATURE,
    /** A credential of the administrator or of an attempt. */
    USER,
    /** The same, or one of our services. */
    USER_OR_SERVICE,
    /** The administrator's credential; attempts of flow runs have no business here. */
    ADMIN,
    /** The dispatcher's service credential. */
    DISPATCHER
}
