package dev.slipway.scheduler.block;

import dev.slipway.scheduler.problem.ApiProblem;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a reader gets to see of secrets. */
enum Secrets {
    /** That they are there. */
    HIDDEN,
    /** Their values. */
    SHOWN,
    /** Their values, or an error if they don't open. */
    NEEDED;

    /** By which a client asks for them. */
    static final String PARAMETER = "include_secrets";

    private static final Set<String> YES = Set.of("true", "1", "yes", "on", "t", "y");
    private static final Set<String> NO = Set.of("false", "0", "no", "off", "f", "n", "");

    static Secrets of(boolean isAsked) {
        return isAsked ? SHOWN : HIDDEN;
    }

    /** As a query parameter says it. */
    static Secrets asked(@Nullable String parameter) {
        var answer = parameter == null ? "" : parameter.toLowerCase(Locale.ROOT);
        if (!YES.contains(answer) && !NO.contains(answer)) {
            throw ApiProblem.invalid(PARAMETER + ": true or false is needed");
        }
        return of(YES.contains(answer));
    }
}
