package dev.slipway.builder.gitlab;

import dev.slipway.builder.gitlab.Finding.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which scope and role each thing needs that we do with a token. */
final class TokenScopes {
    private static final int DEVELOPER = 30;
    private static final int MAINTAINER = 40;

    private final @Nullable Set<String> scopes;
    private final int role;

    /**
     * @param scopes null if GitLab does not say
     * @param role access level of the token's user in the project
     */
    TokenScopes(@Nullable Set<String> scopes, int role) {
        this.scopes = scopes;
        this.role = role;
    }

    /** What can be said without trying. */
    List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        findings.add(fetch());
        findings.add(missingFor(Subject.STATUSES)
                .orElseGet(() -> new Finding(Subject.STATUSES, true, "Commit statuses can be reported.")));
        return findings;
    }

    private Finding fetch() {
        boolean may = hasScope("api") || hasScope("read_repository") || hasScope("write_repository");
        return new Finding(
                Subject.FETCH,
                may,
                may
                        ? "The repository can be fetched."
                        : "The token lacks the scope read_repository: the repository can't be fetched.");
    }

    /** Why the hook can't be made or statuses can't be set; empty if nothing speaks against it. */
    Optional<Finding> missingFor(Subject subject) {
        boolean hook = subject == Subject.HOOK;
        String what = hook ? "the webhook can't be created" : "commit statuses can't be reported";
        if (!hasScope("api")) {
            return Optional.of(new Finding(subject, false, "The token lacks the scope api: " + what + "."));
        }
        int needed = hook ? MAINTAINER : DEVELOPER;
        return role >= needed
                ? Optional.empty()
                : Optional.of(new Finding(
                        subject,
                        false,
                        "The token's user is no " + (hook ? "Maintainer" : "Developer") + " of the project: " + what
                                + "."));
    }

    /** Whether the API can be asked for the project at all. */
    boolean mayAskForProject() {
        return hasScope("api") || hasScope("read_api");
    }

    private boolean hasScope(String scope) {
        return scopes == null || scopes.contains(scope);
    }
}
