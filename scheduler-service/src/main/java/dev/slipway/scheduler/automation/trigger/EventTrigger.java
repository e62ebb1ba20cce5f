package dev.slipway.scheduler.automation.trigger;

import dev.slipway.scheduler.event.PrefectEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Waits until enough events of a kind came within a time, or until too few did.
 *
 * @param matchRelated each must be met by one of the related resources
 * @param after events that must have come before the expected ones count; none for no such condition
 * @param expect events that count; none for any
 * @param forEach labels for whose values events are counted apart
 */
public record EventTrigger(
        UUID id,
        Resources match,
        List<Resources> matchRelated,
        boolean isMatchRelatedList,
        SortedSet<String> after,
        SortedSet<String> expect,
        SortedSet<String> forEach,
        Posture posture,
        int threshold,
        Duration within)
        implements Trigger {
    private static final String OF_AUTOMATIONS = "prefect.automation";

    @Override
    public String type() {
        return "event";
    }

    @Override
    public Stream<Trigger> all() {
        return Stream.of(this);
    }

    /** Whether the event has to do with this trigger at all. */
    public boolean covers(PrefectEvent event) {
        return isNamed(event.event())
                && isMeant(event.event())
                && match.includes(List.of(event.resource()))
                && matchRelated.stream().allMatch(asked -> asked.includes(event.related()));
    }

    /** What automations do counts for those that ask for it: any two that wait for anything would never come to an end. */
    private boolean isMeant(String event) {
        return !event.startsWith(OF_AUTOMATIONS + ".")
                || Stream.concat(expect.stream(), after.stream()).anyMatch(glob -> glob.startsWith(OF_AUTOMATIONS))
                || match.names(OF_AUTOMATIONS);
    }

    private boolean isNamed(String event) {
        return expect.isEmpty()
                || Stream.concat(expect.stream(), after.stream())
                        .anyMatch(glob -> Glob.matches(glob, event) && Glob.beginsLike(glob, event));
    }

    boolean startsAfter(String event) {
        return after.stream().anyMatch(glob -> Glob.matchesOrNot(glob, event));
    }

    boolean expects(String event) {
        return expect.isEmpty() || expect.stream().anyMatch(glob -> Glob.matchesOrNot(glob, event));
    }

    /** Fires with each event, without waiting. */
    boolean isImmediate() {
        return posture == Posture.REACTIVE && within.isZero();
    }

    boolean meetsThreshold(int count) {
        return posture == Posture.REACTIVE ? count >= threshold : count < threshold;
    }

    /** The values by which the event is counted, in the order of their labels. */
    public List<String> bucketingKey(PrefectEvent event) {
        return forEach.stream().map(label -> label(event, label).orElse("")).toList();
    }

    /** The labels that a bucketing key is made of. */
    public SortedMap<String, String> labels(List<String> bucketingKey) {
        var labels = new TreeMap<String, String>();
        var names = forEach.iterator();
        bucketingKey.forEach(value -> labels.put(names.next(), value));
        return labels;
    }

    /** {@code related:<role>:<label>} is the label of the first related resource in that role. */
    private static Optional<String> label(PrefectEvent event, String label) {
        int last = label.lastIndexOf(':');
        if (last > 0 && label.startsWith("related:")) {
            var role = last < "related:".length() ? "" : label.substring("related:".length(), last);
            var related = event.related().stream()
                    .filter(resource -> role.equals(resource.get("prefect.resource.role")))
                    .findFirst();
            if (related.isPresent()) {
                return related.map(resource -> resource.get(label.substring(last + 1)));
            }
        }
        return Optional.ofNullable(event.resource().get(label));
    }

    @Override
    public JsonObject toJson() {
        var related = new JsonArray(matchRelated.stream().map(Resources::toJson).toList());
        return new JsonObject()
                .put("type", type())
                .put("id", id.toString())
                .put("match", match.toJson())
                .put("match_related", isMatchRelatedList ? related : related.getJsonObject(0))
                .put("after", new JsonArray(List.copyOf(after)))
                .put("expect", new JsonArray(List.copyOf(expect)))
                .put("for_each", new JsonArray(List.copyOf(forEach)))
                .put("posture", posture.wireName())
                .put("threshold", threshold)
                .put("within", seconds(within));
    }

    static double seconds(Duration duration) {
        return Objects.requireNonNull(duration).toMillis() / 1000.0;
    }
}
