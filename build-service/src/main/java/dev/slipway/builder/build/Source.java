package dev.slipway.builder.build;

/**
 * What is built.
 *
 * @param project slug
 * @param ref full name, as {@code refs/heads/main}
 * @param commit forty (or sixty-four) hexadecimal digits
 */
public record Source(String workspace, String project, String ref, String commit) {
    private static final String MERGE_REQUEST = "refs/merge-requests/";

    /** Whether a merge request itself is built, and not a branch or tag. */
    public boolean isMergeRequest() {
        return ref.startsWith(MERGE_REQUEST);
    }

    /** The number of the merge request that is built. */
    public String mergeRequest() {
        return ref.substring(MERGE_REQUEST.length()).replaceFirst("/.*", "");
    }

    /** The branch or tag as people write it. */
    public String shortRef() {
        return ref.replaceFirst("^refs/(heads|tags)/", "");
    }
}
