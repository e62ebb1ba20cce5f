package dev.slipway.scheduler.retry;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the job variables {@code infrastructure_retries} and {@code retry_reasons} ask for.
 *
 * @param retries null if they don't say
 * @param reasons names of endings that are to be tried again beside those that are faults of the infrastructure
 */
public record RetryWish(@Nullable Integer retries, Set<String> reasons) {
    /** The name of an ending that nobody saw, among those of {@link EndReason}. */
    public static final String LOST = "LOST";

    /** Nothing is asked for. */
    public static final RetryWish NONE = new RetryWish(null, Set.of());

    private static final String RETRIES = "infrastructure_retries";
    private static final String REASONS = "retry_reasons";
    private static final int MOST = 20;
    private static final Set<String> NAMES = names();

    /** Refuses variables that make no sense, with a sentence for the one who wrote them. */
    public static void check(@Nullable JsonObject jobVariables, int invalidStatus) {
        if (jobVariables == null) {
            return;
        }
        Object retries = jobVariables.getValue(RETRIES);
        if (retries != null && number(retries) == null) {
            throw ApiProblem.of(
                    invalidStatus, RETRIES + ": a whole number from 0 to " + MOST + " is needed, not " + retries);
        }
        Object reasons = jobVariables.getValue(REASONS);
        if (reasons != null && !(reasons instanceof JsonArray)) {
            throw ApiProblem.of(invalidStatus, REASONS + ": a list is needed, of " + String.join(", ", NAMES));
        }
        List<String> unknown =
                texts(reasons).stream().filter(name -> !NAMES.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw ApiProblem.of(
                    invalidStatus,
                    REASONS + ": there is no reason " + String.join(", ", unknown) + "; there are "
                            + String.join(", ", NAMES));
        }
    }

    /** What the values ask for; a value that was never checked and makes no sense asks for nothing. */
    public static RetryWish of(@Nullable Object retries, @Nullable Object reasons) {
        Set<String> known = texts(reasons).stream().filter(NAMES::contains).collect(Collectors.toSet());
        return new RetryWish(number(retries), known);
    }

    private static @Nullable Integer number(@Nullable Object value) {
        if (value instanceof Integer number && number >= 0 && number <= MOST) {
            return number;
        }
        return value instanceof String text && text.matches("\\d{1,2}") ? number(Integer.valueOf(text)) : null;
    }

    private static Set<String> texts(@Nullable Object value) {
        Set<String> texts = new LinkedHashSet<>();
        if (value instanceof JsonArray array) {
            array.forEach(one -> texts.add(String.valueOf(one)));
        }
        return texts;
    }

    /** A cancelled run is not tried again, whatever anybody asks. */
    private static Set<String> names() {
        Set<String> names = new TreeSet<>();
        Arrays.stream(EndReason.values())
                .filter(reason -> reason != EndReason.CANCELLED)
                .map(Enum::name)
                .forEach(names::add);
        names.add(LOST);
        return names;
    }
}
