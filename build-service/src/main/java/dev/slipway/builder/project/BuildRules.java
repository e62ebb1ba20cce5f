package dev.slipway.builder.project;

import java.util.List;

/**
 * Which pushes of a project are built, from which file, and what else comes of them.
 *
 * @param branches globs; none for the default branch only
 * @param tags globs; none for no tag
 * @param paths globs of files, of which one must have changed; none for any
 * @param prefectFile below the root of the repository
 * @param whenRefDeleted what becomes of the deployments of a ref that is deleted: keep, pause or delete
 * @param commitStatuses whether commits in GitLab show how their builds go
 */
public record BuildRules(
        List<String> branches,
        List<String> tags,
        List<String> paths,
        String prefectFile,
        String whenRefDeleted,
        Boolean commitStatuses) {
    /** What counts if nothing is said. */
    public static final String PREFECT_FILE = "prefect.yaml";

    private static final String KEEP = "keep";

    /** The default branch, whatever changes; nothing is retired. */
    public static final BuildRules DEFAULT = new BuildRules(List.of(), List.of(), List.of(), PREFECT_FILE, KEEP, true);

    /** Missing fields get their defaults. */
    @SuppressWarnings("NullAway") // a body may leave fields out
    public BuildRules {
        branches = branches == null ? List.of() : List.copyOf(branches);
        tags = tags == null ? List.of() : List.copyOf(tags);
        paths = paths == null ? List.of() : List.copyOf(paths);
        prefectFile = prefectFile == null ? PREFECT_FILE : prefectFile;
        commitStatuses = commitStatuses == null || commitStatuses;
        whenRefDeleted = whenRefDeleted == null ? KEEP : whenRefDeleted;
    }
}
