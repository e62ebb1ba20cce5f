package dev.slipway.scheduler.deployment;

import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.schedule.InvalidSchedule;
import dev.slipway.scheduler.schedule.ScheduleText;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** The keys of a schedule by its kind: clients tell the kinds apart by them and refuse others. */
final class ScheduleShape {
    private ScheduleShape() {}

    /** The schedule as it is stored and given back; refuses one that means nothing. */
    static JsonObject complete(JsonObject given) {
        try {
            var complete = shaped(given);
            ScheduleText.parse(complete);
            return complete;
        } catch (InvalidSchedule | ClassCastException e) {
            throw ApiProblem.invalid("schedule: " + e.getMessage());
        }
    }

    private static JsonObject shaped(JsonObject given) {
        if (given.getValue("cron") != null) {
            return known(given, Set.of("cron", "timezone", "day_or"))
                    .put("timezone", given.getString("timezone"))
                    .put("day_or", !Boolean.FALSE.equals(given.getBoolean("day_or")));
        }
        if (given.getValue("rrule") != null) {
            return known(given, Set.of("rrule", "timezone")).put("timezone", given.getString("timezone", "UTC"));
        }
        var interval = known(given, Set.of("interval", "anchor_date", "timezone"));
        if (interval.getValue("anchor_date") == null) {
            interval.remove("anchor_date");
        }
        return interval.put("timezone", given.getString("timezone"));
    }

    private static JsonObject known(JsonObject given, Set<String> keys) {
        var unknown =
                given.fieldNames().stream().filter(key -> !keys.contains(key)).toList();
        if (!unknown.isEmpty()) {
            throw ApiProblem.invalid("schedule: extra inputs are not permitted: " + unknown);
        }
        return given.copy();
    }
}
