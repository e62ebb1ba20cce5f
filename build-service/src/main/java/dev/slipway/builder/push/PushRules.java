package dev.slipway.builder.push;

import dev.slipway.builder.project.BuildRules;
import dev.slipway.builder.project.RefGlob;
import dev.slipway.contracts.push.v1.PushReceived;
import dev.slipway.contracts.push.v1.PushReceived.Commit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a push is not built. */
final class PushRules {
    private static final String BRANCH = "refs/heads/";
    private static final String TAG = "refs/tags/";
    private static final List<String> SKIPS = List.of("[skip slipway]", "[slipway skip]", "[skip ci]", "[ci skip]");

    private final BuildRules rules;
    private final String defaultBranch;

    PushRules(BuildRules rules, String defaultBranch) {
        this.rules = rules;
        this.defaultBranch = defaultBranch;
    }

    /** A sentence; empty if the push is to be built. */
    Optional<String> against(PushReceived push) {
        return Stream.<Optional<String>>of(
                        mergeRequest(push), ref(push.ref()), option(push), message(push), paths(push))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> mergeRequest(PushReceived push) {
        var request = push.mergeRequest();
        if (request != null && request.fromFork()) {
            return Optional.of(
                    "A merge request of a fork is never built: its code must not see the project's secrets.");
        }
        return request == null || rules.previews().mergeRequests()
                ? Optional.empty()
                : Optional.of(
                        "A merge request is not built; the pushes of its source branch are, if the rules say so.");
    }

    private Optional<String> ref(String ref) {
        if (rules.isPreview(ref, defaultBranch)) {
            return Optional.empty();
        }
        if (ref.startsWith(TAG)) {
            return RefGlob.anyMatches(rules.tags(), ref.substring(TAG.length()))
                    ? Optional.empty()
                    : Optional.of(
                            rules.tags().isEmpty()
                                    ? "The project builds no tags."
                                    : "The tag is none of " + String.join(", ", rules.tags()) + ".");
        }
        String branch = ref.startsWith(BRANCH) ? ref.substring(BRANCH.length()) : ref;
        if (rules.buildsBranch(branch, defaultBranch)) {
            return Optional.empty();
        }
        return Optional.of(
                rules.branches().isEmpty()
                        ? "The branch is not the default branch, " + defaultBranch + "."
                        : "The branch is none of " + String.join(", ", rules.branches()) + ".");
    }

    /** As {@code git push -o ci.skip} is told by GitLabs that tell it. */
    private static Optional<String> option(PushReceived push) {
        Object ci = push.pushOptions().get("ci");
        Object skip = ci instanceof Map<?, ?> options
                ? options.get("skip")
                : push.pushOptions().get("ci.skip");
        boolean skips = skip != null && !skip.toString().equals("false");
        return skips ? Optional.of("The push was made with the option ci.skip.") : Optional.empty();
    }

    /** Only the newest commit's message counts, as with GitLab's own pipelines. */
    private static Optional<String> message(PushReceived push) {
        return push.commits().stream()
                .filter(commit -> commit.id().equals(push.after()))
                .findFirst()
                .flatMap(PushRules::marker)
                .map(marker -> "The commit's message says " + marker + ".");
    }

    private static Optional<String> marker(Commit head) {
        String message = head.message() == null ? head.title() : head.message();
        String text = message == null ? "" : message.toLowerCase(Locale.ROOT);
        return SKIPS.stream().filter(text::contains).findFirst();
    }

    /** A push that tells only some of its commits, or none, may have changed anything. */
    private Optional<String> paths(PushReceived push) {
        boolean tellsAll = !push.commitsTruncated() && !push.commits().isEmpty() && !Pushes.isNothing(push.before());
        if (rules.paths().isEmpty() || !tellsAll) {
            return Optional.empty();
        }
        boolean changed = push.commits().stream()
                .flatMap(commit -> Stream.of(commit.added(), commit.modified(), commit.removed()))
                .flatMap(List::stream)
                .anyMatch(path -> RefGlob.anyMatchesPath(rules.paths(), path));
        return changed
                ? Optional.empty()
                : Optional.of("No file changed that is one of " + String.join(", ", rules.paths()) + ".");
    }
}
