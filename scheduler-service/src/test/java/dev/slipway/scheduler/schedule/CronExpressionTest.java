package dev.slipway.scheduler.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CronExpressionTest {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    static Stream<JsonObject> valid() {
        return Vectors.of("cron-vectors.jsonl").filter(vector -> vector.getBoolean("valid"));
    }

    static Stream<JsonObject> invalid() {
        return Vectors.of("cron-vectors.jsonl").filter(vector -> !vector.getBoolean("valid"));
    }

    @ParameterizedTest
    @MethodSource("valid")
    void firesWhenCroniterFires(JsonObject vector) {
        var expression = CronExpression.parse(vector.getString("cron"), vector.getBoolean("day_or"));

        List<String> expected = Vectors.strings(vector, "next");
        assertThat(next(expression, LocalDateTime.parse(vector.getString("after")), expected.size()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void rejectsWhatCroniterRejects(JsonObject vector) {
        assertThatThrownBy(() -> CronExpression.parse(vector.getString("cron"), true))
                .isInstanceOf(InvalidSchedule.class);
    }

    @Test
    void endsForATimeThatNeverComes() {
        var expression = CronExpression.parse("0 0 31 2 *", true);

        assertThat(expression.nextAfter(LocalDateTime.of(2026, 1, 1, 0, 0))).isNull();
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> CronExpression.parse("61 * * * *", true))
                .hasMessage("'61' is no minute between 0 and 59");
        assertThatThrownBy(() -> CronExpression.parse("* * * *", true)).hasMessageContaining("has 4 columns");
        assertThatThrownBy(() -> CronExpression.parse("*/0 * * * *", true)).hasMessageContaining("at least 1");
    }

    private static List<String> next(CronExpression expression, LocalDateTime after, int count) {
        List<String> times = new ArrayList<>();
        LocalDateTime time = expression.nextAfter(after);
        while (time != null && times.size() < count) {
            times.add(SECONDS.format(time));
            time = expression.nextAfter(time);
        }
        return times;
    }
}
