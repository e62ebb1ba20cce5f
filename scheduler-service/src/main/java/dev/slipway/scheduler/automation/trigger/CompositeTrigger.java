package dev.slipway.scheduler.automation.trigger;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Waits until others have fired: so many of them, or all in their order.
 *
 * @param require {@code any}, {@code all} or a number; null for a sequence
 * @param within how old the firings may be that count; null for any age
 */
public record CompositeTrigger(
        UUID id,
        List<Trigger> triggers,
        @Nullable Object require,
        @Nullable Duration within) implements Trigger {

    @Override
    public String type() {
        return isSequence() ? "sequence" : "compound";
    }

    private boolean isSequence() {
        return require == null;
    }

    @Override
    public Stream<Trigger> all() {
        return Stream.concat(Stream.of(this), triggers.stream().flatMap(Trigger::all));
    }

    private int expectedFirings() {
        return switch (require) {
            case null -> triggers.size();
            case Number number -> number.intValue();
            case Object all when all.equals("all") -> triggers.size();
            default -> 1;
        };
    }

    /** What becomes of the firings that are kept when another one comes. */
    public record Composed(List<Firing> kept, boolean isFired, List<Firing> causes) {}

    /** One more of its triggers has fired. */
    public Composed with(Firing fired, List<Firing> kept) {
        if (expectedFirings() == 1) {
            return new Composed(kept, true, List.of(fired));
        }
        var current = Stream.concat(
                        kept.stream()
                                .filter(other -> !other.triggerId().equals(fired.triggerId()) && isYoung(other, fired)),
                        Stream.of(fired))
                .sorted(Comparator.comparing(Firing::triggered).thenComparing(Firing::id))
                .toList();
        return isReady(current) ? new Composed(List.of(), true, current) : new Composed(current, false, List.of());
    }

    private boolean isYoung(Firing other, Firing fired) {
        return within == null || !other.triggered().isBefore(fired.triggered().minus(within));
    }

    private boolean isReady(List<Firing> inTheirOrder) {
        return isSequence()
                ? inTheirOrder.stream()
                        .map(Firing::triggerId)
                        .toList()
                        .equals(triggers.stream().map(Trigger::id).toList())
                : inTheirOrder.size() >= expectedFirings();
    }

    @Override
    public JsonObject toJson() {
        var json = new JsonObject()
                .put("type", type())
                .put("id", id.toString())
                .put(
                        "triggers",
                        new JsonArray(triggers.stream().map(Trigger::toJson).toList()))
                .put("within", within == null ? null : EventTrigger.seconds(within));
        return isSequence() ? json : json.put("require", require);
    }
}
