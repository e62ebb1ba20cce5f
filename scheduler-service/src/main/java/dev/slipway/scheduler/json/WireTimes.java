package dev.slipway.scheduler.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as clients write and read them. */
public final class WireTimes {
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LENIENT = new java.time.format.DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:mm", "Z")
            .optionalEnd()
            .toFormatter();

    private static final Pattern CANONICAL =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{6}Z");
    private static final Pattern SPACE = Pattern.compile("^(\\d{4}-\\d{2}-\\d{2}) ");

    private WireTimes() {}

    /** UTC with microseconds. */
    public static String format(Instant time) {
        var utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        if (utc.getYear() < 0 || utc.getYear() > 9999) {
            return MICROSECONDS.format(time);
        }
        // a formatter takes ten times as long, and every answer has thousands of times
        var text = new StringBuilder(27);
        digits(text, utc.getYear(), 1000).append('-');
        digits(text, utc.getMonthValue(), 10).append('-');
        digits(text, utc.getDayOfMonth(), 10).append('T');
        digits(text, utc.getHour(), 10).append(':');
        digits(text, utc.getMinute(), 10).append(':');
        digits(text, utc.getSecond(), 10).append('.');
        return digits(text, utc.getNano() / 1_000, 100_000).append('Z').toString();
    }

    /** With leading zeros. */
    private static StringBuilder digits(StringBuilder text, int number, int highest) {
        for (int power = highest; power > 0; power /= 10) {
            text.append((char) ('0' + number / power % 10));
        }
        return text;
    }

    /**
     * With any offset or none (UTC then), and with a space for the {@code T}, which workers send.
     *
     * @throws DateTimeException if it is no time
     */
    public static Instant parse(String text) {
        if (CANONICAL.matcher(text).matches()) {
            return canonical(text);
        }
        var normal = SPACE.matcher(text.strip()).replaceFirst("$1T");
        var parsed = LENIENT.parseBest(normal, OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime time
                ? time.toInstant()
                : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
    }

    /** What {@link #format} writes, and most clients. */
    private static Instant canonical(String text) {
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        number(text, 20, 26) * 1_000)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /** As bound to a timestamptz. */
    public static @Nullable OffsetDateTime column(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    /** As read from a timestamptz. */
    public static @Nullable Instant instant(@Nullable OffsetDateTime column) {
        return column == null ? null : column.toInstant();
    }

    static final class Writer extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider serializers) throws IOException {
            out.writeString(format(value));
        }
    }

    static final class Reader extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            try {
                return parse(in.getValueAsString(""));
            } catch (DateTimeException e) {
                throw context.weirdStringException(in.getValueAsString(""), Instant.class, "not a date and time");
            }
        }
    }
}
