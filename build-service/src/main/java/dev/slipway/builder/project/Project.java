package dev.slipway.builder.project;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A repository that Slipway builds.
 *
 * @param gitToken null for a public repository
 * @param registry name of the registry that its images go to
 * @param rules which pushes are built
 * @param variables what {@code prefect.yaml} may use as {@code {{ $NAME }}}
 * @param masked names of those that must not be stored or shown
 * @param protectedOnly names of those that builds of {@link BuildRules.ProtectedRefs} get, and no others
 */
public record Project(
        String slug,
        String gitUrl,
        @Nullable String gitUsername,
        @Nullable String gitToken,
        String defaultBranch,
        String registry,
        Map<String, String> variables,
        Set<String> masked,
        Set<String> protectedOnly,
        BuildRules rules) {

    /** The names of the variables that a build of the ref must not have. */
    public Set<String> withheldFrom(String ref) {
        return rules.isProtected(ref, defaultBranch) ? Set.of() : protectedOnly;
    }

    /** Group and name on the forge, as {@code team/hello-flow}. */
    public String path() {
        String path = URI.create(gitUrl).getPath();
        String trimmed = path.replaceFirst("^/+", "").replaceFirst("/+$", "");
        return trimmed.endsWith(".git") ? trimmed.substring(0, trimmed.length() - ".git".length()) : trimmed;
    }

    /** The last part of the path: what a checkout's directory is called. */
    public String directoryName() {
        return path().substring(path().lastIndexOf('/') + 1);
    }

    /** The path as image names allow it. */
    public String imagePath() {
        return path().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "Project[" + slug + "]";
    }
}
