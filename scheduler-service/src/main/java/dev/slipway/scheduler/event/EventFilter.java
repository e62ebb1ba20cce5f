package dev.slipway.scheduler.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.query.Bindings;
import dev.slipway.scheduler.query.Conditions;
import dev.slipway.scheduler.query.TextQuery;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Prefect's filter for events: parts are and-ed, values within a list are or-ed, what is absent, null or empty asks nothing.
 *
 * @param related each asks for one related resource that has everything it says
 * @param anyResource each asks the same of the resource and the related ones together
 */
public record EventFilter(
        @Nullable Occurred occurred,
        @Nullable Name event,
        @Nullable Resource resource,
        @Nullable List<Related> related,
        @Nullable List<Resource> anyResource,
        @Nullable Id id,
        @Nullable Text text,
        @Nullable String order) {
    private static final Duration LONGEST_LOOK_BACK = Duration.ofDays(180);
    private static final int MOST_CONDITIONS = 500;

    /** When it happened, both ends included. */
    record Occurred(@Nullable Instant since, @Nullable Instant until) {}

    /** What happened. */
    record Name(
            @Nullable List<String> prefix,
            @Nullable List<String> excludePrefix,
            @Nullable List<String> name,
            @Nullable List<String> excludeName) {}

    /** What it happened to; {@code distinct} keeps one event of each resource, the first in the order asked for. */
    record Resource(
            @Nullable List<String> id,
            @Nullable List<String> idPrefix,
            @Nullable Map<String, List<String>> labels,
            @Nullable Boolean distinct) {}

    /** What else was involved. */
    record Related(
            @Nullable List<String> id,
            @Nullable List<String> role,
            @JsonProperty("resources_in_roles") @Nullable List<List<String>> resourcesInRoles,
            @Nullable Map<String, List<String>> labels) {}

    /** Which events exactly. */
    record Id(@Nullable List<UUID> id) {}

    /** Words in it. */
    record Text(@Nullable String query) {}

    /** Reads a filter as sent; null is the one that matches everything of late. */
    public static EventFilter of(@Nullable JsonObject sent) {
        var filter = EventRequest.read(sent == null ? new JsonObject() : sent, EventFilter.class);
        if (filter.order != null && !"ASC".equals(filter.order) && !"DESC".equals(filter.order)) {
            throw ApiProblem.invalid("order must be ASC or DESC");
        }
        return filter;
    }

    boolean ascending() {
        return "ASC".equals(order);
    }

    boolean distinct() {
        return resource != null && Boolean.TRUE.equals(resource.distinct);
    }

    Instant since(Instant now) {
        return occurred == null || occurred.since == null ? now.minus(LONGEST_LOOK_BACK) : occurred.since;
    }

    Instant until(Instant now) {
        return occurred == null || occurred.until == null ? now : occurred.until;
    }

    /** The conditions on table {@code events} as {@code e}. */
    Conditions conditions(String workspace, Instant now) {
        var conditions = new Conditions(new Bindings(now))
                .add("e.workspace = ?", workspace)
                .add("e.occurred >= ?", since(now))
                .add("e.occurred <= ?", until(now));
        if (id != null) {
            conditions.addIfGiven("e.id = any(?)", id.id);
        }
        addName(conditions);
        if (resource != null) {
            EventResources.main(resource, conditions);
        }
        each(related).forEach(asked -> EventResources.related(asked, conditions));
        each(anyResource).forEach(asked -> EventResources.any(asked, conditions));
        if (text != null && text.query != null) {
            TextQuery.of(text.query)
                    .addTo(conditions, "concat(e.event, ' ', e.resource, ' ', e.related, ' ', e.payload)");
        }
        return conditions;
    }

    private void addName(Conditions conditions) {
        if (event == null) {
            return;
        }
        prefixed(conditions, "e.event", event.prefix);
        each(event.excludePrefix).forEach(prefix -> conditions.add("not starts_with(e.event, ?)", prefix));
        conditions.addIfGiven("e.event = any(?)", event.name).addIfGiven("e.event <> all(?)", event.excludeName);
    }

    /** As one of {@code prefixes}, in the form that an index on text patterns answers. */
    static void prefixed(Conditions conditions, String column, @Nullable List<String> prefixes) {
        var one = conditions.group();
        each(prefixes).forEach(prefix -> one.add(column + " like ?", Globs.likePrefix(prefix)));
        if (!one.isEmpty()) {
            conditions.add(one.any());
        }
    }

    /** What becomes a condition of its own; a statement with thousands of them would take minutes. */
    static <T> List<T> each(@Nullable List<T> list) {
        if (list != null && list.size() > MOST_CONDITIONS) {
            throw ApiProblem.invalid("A filter has at most " + MOST_CONDITIONS + " values of this kind.");
        }
        return list == null ? List.of() : list;
    }
}
