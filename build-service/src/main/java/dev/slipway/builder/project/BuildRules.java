package dev.slipway.builder.project;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which pushes of a project are built, from which file, and what else comes of them.
 *
 * @param branches globs; none for the default branch only
 * @param tags globs; none for no tag
 * @param paths globs of files, of which one must have changed; none for any
 * @param prefectFile below the root of the repository
 * @param whenRefDeleted what becomes of the deployments of a ref that is deleted: keep, pause or delete
 * @param commitStatuses whether commits in GitLab show how their builds go
 * @param previews which other refs are built beside
 * @param mergeRequestNotes whether a note of each merge request tells how its newest build went
 * @param environment as which GitLab shows what is deployed; null if it is not told
 * @param protectedRefs whose builds get the protected variables
 */
public record BuildRules(
        List<String> branches,
        List<String> tags,
        List<String> paths,
        String prefectFile,
        String whenRefDeleted,
        Boolean commitStatuses,
        Previews previews,
        Boolean mergeRequestNotes,
        @Nullable String environment,
        ProtectedRefs protectedRefs) {
    /** What counts if nothing is said. */
    public static final String PREFECT_FILE = "prefect.yaml";

    private static final String KEEP = "keep";
    private static final String BRANCH = "refs/heads/";
    private static final String TAG = "refs/tags/";

    /** The default branch, whatever changes; nothing is retired. */
    public static final BuildRules DEFAULT = new BuildRules(
            List.of(),
            List.of(),
            List.of(),
            PREFECT_FILE,
            KEEP,
            true,
            Previews.NONE,
            true,
            null,
            ProtectedRefs.DEFAULT);

    /** Missing fields get their defaults. */
    @SuppressWarnings("NullAway") // a body may leave fields out
    public BuildRules {
        branches = branches == null ? List.of() : List.copyOf(branches);
        tags = tags == null ? List.of() : List.copyOf(tags);
        paths = paths == null ? List.of() : List.copyOf(paths);
        prefectFile = prefectFile == null ? PREFECT_FILE : prefectFile;
        commitStatuses = commitStatuses == null || commitStatuses;
        whenRefDeleted = whenRefDeleted == null ? KEEP : whenRefDeleted;
        previews = previews == null ? Previews.NONE : previews;
        mergeRequestNotes = mergeRequestNotes == null || mergeRequestNotes;
        protectedRefs = protectedRefs == null ? ProtectedRefs.DEFAULT : protectedRefs;
    }

    /** Whether the branch is built for itself, and not as a preview. */
    public boolean buildsBranch(String branch, String defaultBranch) {
        return branches.isEmpty() ? branch.equals(defaultBranch) : RefGlob.anyMatches(branches, branch);
    }

    /** Whether what a ref builds is a preview: deployments of its own, which go with it. */
    public boolean isPreview(String ref, String defaultBranch) {
        if (!ref.startsWith(BRANCH)) {
            return previews.mergeRequests() && ref.startsWith("refs/merge-requests/");
        }
        String branch = ref.substring(BRANCH.length());
        return !branch.equals(defaultBranch)
                && !buildsBranch(branch, defaultBranch)
                && RefGlob.anyMatches(previews.branches(), branch);
    }

    /** Whether builds of the ref get the protected variables; those of merge requests never do. */
    public boolean isProtected(String ref, String defaultBranch) {
        if (ref.startsWith(TAG)) {
            return RefGlob.anyMatches(protectedRefs.tags(), ref.substring(TAG.length()));
        }
        if (!ref.startsWith(BRANCH)) {
            return false;
        }
        String branch = ref.substring(BRANCH.length());
        return protectedRefs.branches().isEmpty()
                ? branch.equals(defaultBranch)
                : RefGlob.anyMatches(protectedRefs.branches(), branch);
    }

    /**
     * Which branches and tags only those may push to who are trusted with the protected variables. It says again what GitLab's
     * settings say, as builds must not depend on an answer of GitLab.
     *
     * @param branches globs; none for the default branch only
     * @param tags globs; none for no tag
     */
    public record ProtectedRefs(List<String> branches, List<String> tags) {
        /** The default branch. */
        static final ProtectedRefs DEFAULT = new ProtectedRefs(List.of(), List.of());

        /** Missing fields get their defaults. */
        @SuppressWarnings("NullAway") // a body may leave fields out
        public ProtectedRefs {
            branches = branches == null ? List.of() : List.copyOf(branches);
            tags = tags == null ? List.of() : List.copyOf(tags);
        }
    }

    /**
     * Which refs get deployments of their own, for as long as they are there.
     *
     * @param branches globs; none for no branch
     * @param mergeRequests whether merge requests do, those of forks apart
     * @param schedules whether their schedules and triggers are active
     */
    public record Previews(List<String> branches, boolean mergeRequests, boolean schedules) {
        /** No previews. */
        static final Previews NONE = new Previews(List.of(), false, false);

        /** Missing fields get their defaults. */
        @SuppressWarnings("NullAway") // a body may leave fields out
        public Previews {
            branches = branches == null ? List.of() : List.copyOf(branches);
        }
    }
}
