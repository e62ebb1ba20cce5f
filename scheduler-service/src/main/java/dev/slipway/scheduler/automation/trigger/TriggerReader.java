package dev.slipway.scheduler.automation.trigger;

import static java.util.Objects.requireNonNullElse;

import dev.slipway.contracts.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads triggers, as clients send them and as they are stored. */
public final class TriggerReader {
    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(10);
    private static final int DEEPEST = 10;

    private final @Nullable Ids ids;

    private TriggerReader(@Nullable Ids ids) {
        this.ids = ids;
    }

    /** A trigger that somebody sent: it gets ids of its own. */
    public static Trigger sent(Fields fields, Ids ids) {
        return new TriggerReader(ids).read(fields, 0);
    }

    /** A trigger as it is stored. */
    public static Trigger stored(JsonObject json) {
        return new TriggerReader(null).read(new Fields(json, List.of(), new Faults()), 0);
    }

    private Trigger read(Fields fields, int depth) {
        String type = type(fields.json());
        return switch (type) {
            case "event" -> event(in("EventTrigger", fields));
            case "compound" -> composite(in("CompoundTrigger", fields), true, depth);
            case "sequence" -> composite(in("SequenceTrigger", fields), false, depth);
            default -> {
                fields.faults()
                        .add(
                                fields.at("type"),
                                "literal_error",
                                "Input should be 'event', 'compound' or 'sequence'",
                                fields.json().getValue("type"));
                yield event(fields);
            }
        };
    }

    private static String type(JsonObject json) {
        if (json.containsKey("type")) {
            return String.valueOf(json.getValue("type"));
        }
        return !json.containsKey("triggers") ? "event" : json.containsKey("require") ? "compound" : "sequence";
    }

    private static Fields in(String model, Fields fields) {
        return new Fields(fields.json(), fields.at(model), fields.faults());
    }

    private UUID id(Fields fields) {
        return ids == null ? UUID.fromString(fields.json().getString("id")) : ids.next();
    }

    private Trigger event(Fields fields) {
        var posture = posture(fields);
        boolean isList = fields.json().getValue("match_related") instanceof JsonArray;
        return new EventTrigger(
                id(fields),
                resources(fields, "match", Optional.ofNullable(fields.json().getValue("match"))),
                isList
                        ? fields.list("match_related").stream()
                                .map(one -> resources(fields, "match_related", Optional.of(one)))
                                .toList()
                        : List.of(resources(
                                fields,
                                "match_related",
                                Optional.ofNullable(fields.json().getValue("match_related")))),
                isList,
                fields.set("after"),
                fields.set("expect"),
                new TreeSet<>(fields.texts("for_each")),
                posture,
                fields.integer("threshold", 1),
                within(fields, posture));
    }

    private static Posture posture(Fields fields) {
        if (!fields.require("posture")) {
            return Posture.REACTIVE;
        }
        var sent = fields.json().getValue("posture");
        return Posture.named(String.valueOf(sent)).orElseGet(() -> {
            fields.faults()
                    .add(
                            fields.at("posture"),
                            "literal_error",
                            "Input should be Posture.Reactive or Posture.Proactive",
                            sent);
            return Posture.REACTIVE;
        });
    }

    private static Duration within(Fields fields, Posture posture) {
        if (fields.json().containsKey("within") && !fields.has("within")) {
            fields.faults().addValueError(fields.place(), "`within` should be a valid timedelta", null);
        }
        var within = requireNonNullElse(fields.duration("within"), Duration.ZERO);
        if (within.isNegative()) {
            fields.faults()
                    .add(
                            fields.at("within"),
                            "greater_than_equal",
                            "Input should be greater than or equal to 0 seconds",
                            fields.json().getValue("within"));
        }
        if (posture == Posture.PROACTIVE && within.isZero()) {
            return SHORTEST_SILENCE;
        }
        if (posture == Posture.PROACTIVE && within.compareTo(SHORTEST_SILENCE) < 0) {
            fields.faults()
                    .addValueError(
                            fields.place(),
                            "`within` for Proactive triggers must be greater than or equal to 10 seconds",
                            fields.json());
        }
        return within;
    }

    private static Resources resources(Fields fields, String name, Optional<Object> sent) {
        var labels = new LinkedHashMap<String, List<String>>();
        if (sent.isPresent() && !(sent.get() instanceof JsonObject) && !(sent.get() instanceof Map<?, ?>)) {
            fields.faults().add(fields.at(name), "dict_type", "Input should be a valid dictionary", sent.get());
        }
        var object = sent.orElse(null) instanceof JsonObject json ? json : new JsonObject();
        object.forEach(label -> labels.put(label.getKey(), values(fields, name, label)));
        return new Resources(labels, object);
    }

    private static List<String> values(Fields fields, String name, Map.Entry<String, Object> label) {
        var values = label.getValue() instanceof JsonArray list ? list.stream().toList() : List.of(orEmpty(label));
        if (!values.stream().allMatch(String.class::isInstance)) {
            fields.faults()
                    .add(
                            fields.at(name, label.getKey()),
                            "string_type",
                            "Input should be a valid string",
                            label.getValue());
        }
        return values.stream().map(String::valueOf).toList();
    }

    private static Object orEmpty(Map.Entry<String, Object> label) {
        return requireNonNullElse((@Nullable Object) label.getValue(), new JsonObject());
    }

    private Trigger composite(Fields fields, boolean isCompound, int depth) {
        fields.require("triggers");
        fields.require("within");
        var triggers = depth < DEEPEST ? fields.objects("triggers") : List.<Fields>of();
        if (depth == DEEPEST) {
            fields.faults().addValueError(fields.at("triggers"), "triggers are nested too deeply", null);
        }
        return new CompositeTrigger(
                id(fields),
                triggers.stream().map(trigger -> read(trigger, depth + 1)).toList(),
                isCompound ? required(fields, triggers.size()) : null,
                fields.duration("within"));
    }

    private static Object required(Fields fields, int triggers) {
        if (!fields.require("require")) {
            return "all";
        }
        var sent = fields.json().getValue("require");
        if (sent instanceof Number number && number.doubleValue() == number.intValue()) {
            check(fields, number.intValue() >= 1, "require must be at least 1");
            check(
                    fields,
                    number.intValue() <= triggers,
                    "require must be less than or equal to the number of triggers");
            return number.intValue();
        }
        if (Stream.of("any", "all").noneMatch(word -> word.equals(sent))) {
            fields.faults().add(fields.at("require"), "literal_error", "Input should be 'any' or 'all'", sent);
        }
        return String.valueOf(sent);
    }

    private static void check(Fields fields, boolean holds, String message) {
        if (!holds) {
            fields.faults().addValueError(fields.place(), message, fields.json());
        }
    }
}
