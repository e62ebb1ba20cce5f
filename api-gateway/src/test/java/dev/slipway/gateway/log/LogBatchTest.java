package dev.slipway.gateway.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.contracts.client.v1.LogsReceived;
import dev.slipway.testkit.SequentialIds;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogBatchTest {
    private static final String A = "'8641ea96-7574-4622-a138-d5631b064e8a'";
    private static final String B = "'960b05fc-220f-43f8-80c4-5845a3065fa4'";

    @Test
    void linesAreGroupedByFlowRunInTheirOrder() {
        List<LogsReceived> facts =
                parse("[" + line(A, "1") + "," + line(B, "2") + "," + line(A, "3") + "," + line("null", "4") + "]");

        assertThat(facts)
                .extracting(LogsReceived::key)
                .containsExactly(A.replace("'", ""), B.replace("'", ""), "default");
        assertThat(facts.getFirst().lines())
                .extracting(LogsReceived.Line::message)
                .containsExactly("1", "3");
        assertThat(facts.stream().flatMap(fact -> fact.lines().stream()).map(LogsReceived.Line::id))
                .doesNotHaveDuplicates();
    }

    @Test
    void aLineKeepsWhatItSays() {
        var line = parse("[" + line(A, "Hällo") + "]").getFirst().lines().getFirst();

        assertThat(line.name()).isEqualTo("prefect.flow_runs");
        assertThat(line.level()).isEqualTo(20);
        assertThat(line.message()).isEqualTo("Hällo");
        assertThat(line.timestamp()).isEqualTo("2026-11-23T01:18:52.004001Z");
        assertThat(line.taskRunId()).isNull();
    }

    @Test
    void theCharacterThatNoDatabaseStoresIsTakenOut() {
        assertThat(parse("[" + line(A, "a\\u0000b") + "]")
                        .getFirst()
                        .lines()
                        .getFirst()
                        .message())
                .isEqualTo("ab");
    }

    @Test
    void aBatchThatIsTooLargeForOneRecordBecomesSeveral() {
        String lines = IntStream.range(0, 4)
                .mapToObj(i -> line(A, "x".repeat(300_000)))
                .collect(Collectors.joining(","));

        assertThat(parse("[" + lines + "]"))
                .extracting(fact -> fact.lines().size())
                .containsExactly(1, 1, 1, 1);
        String many = IntStream.range(0, 2_001).mapToObj(i -> line(A, "x")).collect(Collectors.joining(","));
        assertThat(parse("[" + many + "]"))
                .extracting(fact -> fact.lines().size())
                .containsExactly(2_000, 1);
    }

    @Test
    void anEndlessMessageIsCut() {
        assertThat(parse("[" + line(A, "x".repeat(1_000_001)) + "]")
                        .getFirst()
                        .lines()
                        .getFirst()
                        .message())
                .hasSize(1_000_000);
    }

    @Test
    void anEmptyListIsNothingToStore() {
        assertThat(parse("[]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "nonsense",
                "[1]",
                "[{}]",
                "[{'name': 'n', 'level': 'INFO', 'message': 'm', 'timestamp': '2026-11-23T01:18:52Z'}]",
                "[{'name': 'n', 'level': 20, 'message': 5, 'timestamp': '2026-11-23T01:18:52Z'}]",
                "[{'name': 'n', 'level': 20, 'message': 'm', 'timestamp': 'now'}]",
                "[{'name': 'n', 'level': 20, 'message': 'm'}]",
                "[{'name': 'n', 'level': 20, 'message': 'm', 'timestamp': '2026-11-23T01:18:52Z', 'flow_run_id': 'x'}]"
            })
    void whatIsNoListOfLinesIsRefusedAsAWhole(String body) {
        assertThatThrownBy(() -> parse(body)).isInstanceOf(InvalidLogs.class);
    }

    private static List<LogsReceived> parse(String singleQuoted) {
        return LogBatch.parse(singleQuoted.replace('\'', '"').getBytes(UTF_8), "default", new SequentialIds());
    }

    private static String line(String flowRunId, String message) {
        return "{'name': 'prefect.flow_runs', 'level': 20, 'message': '" + message
                + "', 'timestamp': '2026-11-23T01:18:52.004001Z', 'flow_run_id': " + flowRunId
                + ", 'task_run_id': null}";
    }
}
