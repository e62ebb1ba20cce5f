package dev.slipway.builder.image;

/**
 * A base image as a build used it.
 *
 * @param name as the Dockerfile has it
 * @param digest {@code sha256:…}
 * @param published whether the digest is that of a registry; else it is the engine's own id, of an image that came from none
 */
public record ParentImage(String name, String digest, boolean published) {}
