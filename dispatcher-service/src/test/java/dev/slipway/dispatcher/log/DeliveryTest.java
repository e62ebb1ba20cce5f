package dev.slipway.dispatcher.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dispatcher.container.LogLine;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    @Test
    void whatTheClientDeliveredIsNotRepeated() {
        assertThat(missing(
                        List.of("Beginning flow run 'otter'", "step one"),
                        "10:15:30.123 | INFO    | Flow run 'otter' - Beginning flow run 'otter'",
                        "10:15:30.200 | INFO    | Task run 'step-a1b' - step one",
                        "10:15:30.300 | INFO    | Task run 'step-a1c' - step two"))
                .containsExactly("10:15:30.300 | INFO    | Task run 'step-a1c' - step two");
    }

    @Test
    void whatWasPrintedMoreOftenThanDeliveredIsKeptThatOften() {
        assertThat(missing(List.of("tick"), "tick", "tick", "tick")).containsExactly("tick", "tick");
    }

    @Test
    void aDeliveredTracebackIsNotRepeatedLineByLine() {
        assertThat(missing(
                        List.of(
                                "Encountered an exception\nTraceback (most recent call last):\n  File \"a.py\", line 1\nValueError"),
                        "10:15:30.123 | ERROR   | Flow run 'otter' - Encountered an exception",
                        "Traceback (most recent call last):",
                        "  File \"a.py\", line 1",
                        "ValueError",
                        "Segmentation fault"))
                .containsExactly("Segmentation fault");
    }

    @Test
    void whatIsOnlyPrintedIsKept() {
        assertThat(missing(List.of("something else"), "plain output - with a dash"))
                .hasSize(1);
        assertThat(missing(List.of(), "a", "b")).containsExactly("a", "b");
    }

    private static List<String> missing(List<String> delivered, String... printed) {
        List<LogLine> output =
                Stream.of(printed).map(text -> new LogLine(Instant.EPOCH, text)).toList();
        return Delivery.missing(output, delivered).stream().map(LogLine::text).toList();
    }
}
