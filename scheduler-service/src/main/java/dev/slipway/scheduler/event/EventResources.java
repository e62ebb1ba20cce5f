package dev.slipway.scheduler.event;

import static dev.slipway.scheduler.event.EventFilter.each;
import static dev.slipway.scheduler.event.EventFilter.prefixed;

import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.query.Conditions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an event filter asks of resources, as SQL. */
final class EventResources {
    private static final String RELATED = "jsonb_array_elements(e.related)";
    private static final String ALL = "jsonb_array_elements(jsonb_build_array(e.resource) || e.related)";
    private static final String ID = "r ->> 'prefect.resource.id'";
    private static final String ROLE = "r ->> 'prefect.resource.role'";

    private EventResources() {}

    static void main(EventFilter.Resource asked, Conditions conditions) {
        conditions.addIfGiven("e.resource_id = any(?)", asked.id());
        prefixed(conditions, "e.resource_id", asked.idPrefix());
        labels(asked.labels(), conditions, "e.resource");
    }

    static void related(EventFilter.Related asked, Conditions conditions) {
        conditions.addIfGiven("e.related_ids && ?", asked.id());
        var one = conditions.group();
        one.addIfGiven(ID + " = any(?)", asked.id()).addIfGiven(ROLE + " = any(?)", asked.role());
        var pairs = one.group();
        each(asked.resourcesInRoles()).forEach(pair -> inRole(pair, pairs));
        if (!pairs.isEmpty()) {
            one.add(pairs.any());
        }
        labels(asked.labels(), one, "r");
        exists(RELATED, one, conditions);
    }

    private static void inRole(List<String> pair, Conditions pairs) {
        if (pair.size() != 2) {
            throw ApiProblem.invalid("resources_in_roles: each has an id and a role");
        }
        pairs.add("(" + ID + " = ? and " + ROLE + " = ?)", pair.getFirst(), pair.getLast());
    }

    static void any(EventFilter.Resource asked, Conditions conditions) {
        conditions.addIfGiven("(e.resource_id = any(?) or e.related_ids && ?)", asked.id());
        var one = conditions.group();
        one.addIfGiven(ID + " = any(?)", asked.id());
        prefixed(one, "(" + ID + ")", asked.idPrefix());
        labels(asked.labels(), one, "r");
        exists(ALL, one, conditions);
    }

    private static void exists(String resources, Conditions one, Conditions conditions) {
        if (!one.isEmpty()) {
            conditions.add("exists (select from " + resources + " r where " + one.all() + ")");
        }
    }

    /** A label must be there, match one of the wanted globs, if any, and none of those after an exclamation mark. */
    private static void labels(@Nullable Map<String, List<String>> labels, Conditions conditions, String resource) {
        if (labels == null) {
            return;
        }
        labels.forEach((label, globs) -> {
            if (globs.isEmpty()) {
                conditions.add("false");
            } else {
                label("(" + resource + " ->> " + conditions.bind(label) + "::text)", globs, conditions);
            }
        });
    }

    private static void label(String value, List<String> globs, Conditions conditions) {
        conditions.add(value + " is not null");
        var wanted = conditions.group();
        each(globs).stream()
                .filter(glob -> !glob.startsWith("!"))
                .forEach(glob -> wanted.add(value + " ~ ?", Globs.regex(glob)));
        conditions.add(wanted.any());
        globs.stream()
                .filter(glob -> glob.startsWith("!"))
                .forEach(glob -> conditions.add(value + " !~ ?", Globs.regex(glob.substring(1))));
    }
}
