package dev.slipway.builder.image;

/** What a registry says when it is asked for an image. */
public enum ManifestAnswer {
    /** It has it and would give it. */
    FOUND,
    /** It has no such image. */
    MISSING,
    /** It does not give it to that login. */
    DENIED,
    /** It does not answer, or not clearly. */
    UNKNOWN
}
