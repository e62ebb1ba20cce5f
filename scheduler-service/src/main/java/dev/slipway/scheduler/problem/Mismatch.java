package dev.slipway.scheduler.problem;

import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A value of a body that is not what it should be, in the words of Prefect's own validation. */
final class Mismatch {
    private static final Map<Class<?>, Kind> KINDS = Map.ofEntries(
            Map.entry(Integer.class, Kind.INTEGER),
            Map.entry(int.class, Kind.INTEGER),
            Map.entry(Long.class, Kind.INTEGER),
            Map.entry(long.class, Kind.INTEGER),
            Map.entry(Double.class, Kind.NUMBER),
            Map.entry(double.class, Kind.NUMBER),
            Map.entry(Boolean.class, Kind.BOOLEAN),
            Map.entry(boolean.class, Kind.BOOLEAN),
            Map.entry(String.class, Kind.STRING),
            Map.entry(UUID.class, Kind.UUID),
            Map.entry(Instant.class, Kind.TIME),
            Map.entry(JsonArray.class, Kind.LIST));

    private Mismatch() {}

    private enum Kind {
        INTEGER("int_parsing", "Input should be a valid integer"),
        NUMBER("float_parsing", "Input should be a valid number"),
        BOOLEAN("bool_parsing", "Input should be a valid boolean"),
        STRING("string_type", "Input should be a valid string"),
        UUID("uuid_parsing", "Input should be a valid UUID"),
        TIME("datetime_parsing", "Input should be a valid datetime"),
        LIST("list_type", "Input should be a valid list"),
        OBJECT("dict_type", "Input should be a valid dictionary");

        private final String type;
        private final String message;

        Kind(String type, String message) {
            this.type = type;
            this.message = message;
        }
    }

    /** One entry of {@code exception_detail}. */
    static JsonObject of(MismatchedInputException mismatch) {
        var where = new JsonArray().add("body");
        for (Reference step : mismatch.getPath()) {
            where.add(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
        }
        Class<?> wanted = mismatch.getTargetType();
        Kind kind = kind(wanted);
        boolean isChoice = wanted != null && wanted.isEnum();
        return new JsonObject()
                .put("loc", where)
                .put("msg", isChoice ? "Input should be " + choices(wanted) : kind.message)
                .put("type", isChoice ? "enum" : kind.type);
    }

    private static Kind kind(@Nullable Class<?> wanted) {
        if (wanted != null && (wanted.isArray() || Collection.class.isAssignableFrom(wanted))) {
            return Kind.LIST;
        }
        return wanted == null ? Kind.OBJECT : KINDS.getOrDefault(wanted, Kind.OBJECT);
    }

    private static String choices(Class<?> wanted) {
        return Arrays.stream(wanted.getEnumConstants())
                .map(choice -> "'" + choice + "'")
                .collect(Collectors.joining(" or "));
    }
}
