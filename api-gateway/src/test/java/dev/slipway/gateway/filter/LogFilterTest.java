package dev.slipway.gateway.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import dev.slipway.contracts.client.v1.LogsReceived;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogFilterTest {
    private static final UUID RUN = UUID.fromString("8641ea96-7574-4622-a138-d5631b064e8a");
    private static final UUID TASK = UUID.fromString("01a205fc-09b6-7572-ab19-9fe007d58dba");
    private static final LogsReceived.Line LINE = new LogsReceived.Line(
            UUID.fromString("00000000-0000-7000-8000-000000000001"),
            "prefect.task_runs",
            30,
            "Something Odd",
            Instant.parse("2026-11-23T01:18:50Z"),
            TASK);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                                         | true",
                "{'operator': 'and_', 'level': null, 'flow_run_id': null, 'text': null}     | true",
                "{'level': {'ge_': 30}}                                                     | true",
                "{'level': {'ge_': 31}}                                                     | false",
                "{'level': {'le_': 29}}                                                     | false",
                "{'timestamp': {'after_': '2026-11-23T01:18:50Z', 'before_': '2026-11-23T01:18:50Z'}} | true",
                "{'timestamp': {'after_': '2026-11-23T01:18:51Z'}}                          | false",
                "{'timestamp': {'before_': '2026-11-23T01:18:49Z'}}                         | false",
                "{'flow_run_id': {'any_': ['8641ea96-7574-4622-a138-d5631b064e8a']}}        | true",
                "{'flow_run_id': {'any_': ['8641ea96-7574-4622-a138-d5631b064e8b']}}        | false",
                "{'flow_run_id': {'any_': []}}                                              | false",
                "{'task_run_id': {'any_': ['01a205fc-09b6-7572-ab19-9fe007d58dba']}}        | true",
                "{'task_run_id': {'is_null_': true}}                                        | false",
                "{'task_run_id': {'is_null_': false}}                                       | true",
                "{'text': {'query': 'odd'}}                                                 | true",
                "{'text': {'query': 'even'}}                                                | false",
                "{'level': {'ge_': 40}, 'text': {'query': 'odd'}}                           | false",
                "{'operator': 'or_', 'level': {'ge_': 40}, 'text': {'query': 'odd'}}        | true",
                "{'operator': 'or_'}                                                        | true"
            })
    void aLineIsWantedByItsFilter(String filter, boolean wanted) throws Exception {
        assertThat(LogFilter.parse(json(filter)).matches(RUN, LINE)).isEqualTo(wanted);
    }

    @Test
    void aLineOfNoRunIsNotOfAnyRun() throws Exception {
        var filter = LogFilter.parse(json("{'flow_run_id': {'any_': ['8641ea96-7574-4622-a138-d5631b064e8a']}}"));

        assertThat(filter.matches(null, LINE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{'levels': {}}",
                "{'level': {'ge_': 'x'}}",
                "{'flow_run_id': {'any_': ['x']}}",
                "{'task_run_id': {'is_null_': 1}}",
                "{'timestamp': {'after_': 'now'}}"
            })
    void whatIsNoFilterIsRefused(String filter) throws Exception {
        JsonNode read = json(filter);

        assertThatThrownBy(() -> LogFilter.parse(read)).isInstanceOf(InvalidFilter.class);
    }

    private static JsonNode json(String singleQuoted) throws JsonProcessingException {
        return Json.MAPPER.readTree(singleQuoted.replace('\'', '"'));
    }
}
