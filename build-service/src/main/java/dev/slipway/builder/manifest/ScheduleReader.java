package dev.slipway.builder.manifest;

import dev.slipway.contracts.build.v1.DeploymentSpec.ScheduleSpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The schedules of a deployment: {@code schedules}, or the older {@code schedule}. */
final class ScheduleReader {
    private static final Set<String> KNOWN = Set.of(
            "cron",
            "interval",
            "rrule",
            "timezone",
            "anchor_date",
            "active",
            "parameters",
            "slug",
            "replaces",
            "day_or");
    private static final Pattern CLOCK = Pattern.compile("(\\d+):(\\d{2}):(\\d{2}(?:\\.\\d+)?)");
    private static final Pattern SLUG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
    private static final int LONGEST_RRULE = 6_500;

    private ScheduleReader() {}

    static List<ScheduleSpec> read(Fields deployment) {
        List<ScheduleSpec> schedules = new ArrayList<>();
        if (deployment.values().get("schedule") instanceof Map<?, ?> one && !one.isEmpty()) {
            schedules.add(schedule(Fields.of(deployment.document(), deployment.at("schedule"), one)));
        }
        List<@Nullable Object> items = deployment.list("schedules");
        for (int i = 0; i < items.size(); i++) {
            Fields item = Fields.of(deployment.document(), deployment.at("schedules[" + i + "]"), items.get(i));
            if (!item.values().isEmpty()) {
                schedules.add(schedule(item));
            }
        }
        refuseTwins(deployment, schedules);
        return List.copyOf(schedules);
    }

    private static void refuseTwins(Fields deployment, List<ScheduleSpec> schedules) {
        Set<String> slugs = new HashSet<>();
        for (ScheduleSpec schedule : schedules) {
            if (schedule.slug() != null && !slugs.add(schedule.slug())) {
                throw deployment.invalid("schedules", "has two schedules with the slug " + schedule.slug() + ".");
            }
        }
    }

    private static ScheduleSpec schedule(Fields fields) {
        fields.refuseOthersThan(KNOWN);
        long kinds = List.of("cron", "interval", "rrule").stream()
                .filter(fields::has)
                .count();
        if (kinds != 1) {
            throw fields.document().invalid(fields.path(), "must have exactly one of cron, interval and rrule.");
        }
        return new ScheduleSpec(
                slug(fields),
                cron(fields),
                fields.has("day_or") ? fields.flag("day_or", true) : null,
                interval(fields),
                anchorDate(fields),
                rrule(fields),
                timezone(fields),
                fields.flag("active"),
                fields.map("parameters"));
    }

    private static @Nullable String slug(Fields fields) {
        String slug = fields.text("slug");
        if (slug != null && !SLUG.matcher(slug).matches()) {
            throw fields.invalid("slug", "must be of letters, digits, dots, dashes and underscores.");
        }
        return slug;
    }

    /** Only its form: which dates it gives, and whether any, is decided where schedules are planned. */
    private static @Nullable String cron(Fields fields) {
        String cron = fields.text("cron");
        if (cron == null || cron.strip().startsWith("@")) {
            return cron;
        }
        int parts = cron.strip().split("\\s+").length;
        if (parts < 5 || parts > 7) {
            throw fields.invalid(
                    "cron",
                    "must have five fields (minute hour day month weekday, and seconds as an optional sixth), as \"0 9 * * mon-fri\".");
        }
        return cron.strip();
    }

    private static @Nullable String rrule(Fields fields) {
        String rrule = fields.text("rrule");
        if (rrule != null && (rrule.length() > LONGEST_RRULE || !rrule.contains("FREQ="))) {
            throw fields.invalid("rrule", "must be an RFC 5545 rule, as \"FREQ=DAILY;BYHOUR=9\".");
        }
        return rrule;
    }

    private static @Nullable Double interval(Fields fields) {
        Object value = fields.values().get("interval");
        if (value == null) {
            return null;
        }
        Double seconds =
                value instanceof Number number ? Double.valueOf(number.doubleValue()) : seconds(value.toString());
        if (seconds == null || seconds <= 0) {
            throw fields.invalid("interval", "must be seconds above 0, HH:MM:SS, or ISO 8601 as PT15M.");
        }
        return seconds;
    }

    private static @Nullable Double seconds(String text) {
        Matcher clock = CLOCK.matcher(text);
        if (clock.matches()) {
            return Integer.parseInt(clock.group(1)) * 3600.0
                    + Integer.parseInt(clock.group(2)) * 60.0
                    + Double.parseDouble(clock.group(3));
        }
        if (text.matches("\\d+(\\.\\d+)?")) {
            return Double.valueOf(text);
        }
        try {
            return Duration.parse(text).toMillis() / 1_000.0;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static @Nullable String anchorDate(Fields fields) {
        String text = fields.text("anchor_date");
        if (text == null) {
            return null;
        }
        String iso = text.strip().replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) +", "$1T");
        try {
            if (iso.length() == 10) {
                return LocalDate.parse(iso).atStartOfDay().toString();
            }
            DateTimeFormatter.ISO_DATE_TIME.parse(iso);
            return iso;
        } catch (DateTimeParseException e) {
            throw fields.invalid("anchor_date", "must be ISO 8601, as 2026-01-31T09:00:00Z.");
        }
    }

    private static @Nullable String timezone(Fields fields) {
        String name = fields.text("timezone");
        try {
            return name == null ? null : ZoneId.of(name).getId();
        } catch (DateTimeException e) {
            throw fields.invalid("timezone", "is not an IANA name, as Europe/Berlin.");
        }
    }
}
