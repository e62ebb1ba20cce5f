package dev.slipway.builder.build;

/**
 * What is built.
 *
 * @param project slug
 * @param ref full name, as {@code refs/heads/main}
 * @param commit forty (or sixty-four) hexadecimal digits
 */
public record Source(String workspace, String project, String ref, String commit) {}
