package dev.slipway.gateway.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventFilterTest {
    private static final String EVENT = """
            {'id': '01a205fc-09b6-7a1a-8e04-43fd3a55a66a', 'occurred': '2026-11-23T01:18:53.366820Z',
             'event': 'prefect.flow-run.Cancelling',
             'resource': {'prefect.resource.id': 'prefect.flow-run.1', 'prefect.resource.name': 'happy-[owl]',
                          'prefect.state-type': 'CANCELLING'},
             'related': [{'prefect.resource.id': 'prefect.flow.2', 'prefect.resource.role': 'flow', 'env': 'prod'},
                         {'prefect.resource.id': 'prefect.deployment.3', 'prefect.resource.role': 'deployment'}],
             'payload': {'reason': 'Somebody asked'}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                                             | true",
                "{'event': {'name': ['prefect.flow-run.Cancelling']}}                           | true",
                "{'event': {'name': ['prefect.flow-run.Suspended']}}                            | false",
                "{'event': {'prefix': ['prefect.task-run.', 'prefect.flow-run.']}}              | true",
                "{'event': {'prefix': ['prefect.task-run.']}}                                   | false",
                "{'event': {'exclude_prefix': ['prefect.flow-run.']}}                           | false",
                "{'event': {'exclude_name': ['prefect.flow-run.Cancelling']}}                   | false",
                "{'event': {'exclude_name': ['prefect.flow-run.Running'], 'name': []}}          | true",
                "{'occurred': {'since': '2026-11-23T01:18:53.366820Z'}}                         | true",
                "{'occurred': {'since': '2026-11-23T01:18:53.366821Z'}}                         | false",
                "{'occurred': {'since': null, 'until': '2026-11-23T02:18:53.366820+01:00'}}     | true",
                "{'occurred': {'until': '2026-11-23T01:18:53Z'}}                                | false",
                "{'resource': {'id': ['prefect.flow-run.0', 'prefect.flow-run.1']}}             | true",
                "{'resource': {'id': ['prefect.flow.2']}}                                       | false",
                "{'resource': {'id_prefix': ['prefect.flow-run.'], 'distinct': false}}          | true",
                "{'resource': {'labels': {'prefect.state-type': 'CANCELLING'}}}                 | true",
                "{'resource': {'labels': {'prefect.state-type': ['RUNNING', 'CANC*']}}}         | true",
                "{'resource': {'labels': {'prefect.state-type': 'canc*'}}}                      | false",
                "{'resource': {'labels': {'prefect.state-type': '!RUNNING'}}}                   | true",
                "{'resource': {'labels': {'prefect.state-type': '!CANC*'}}}                     | false",
                "{'resource': {'labels': {'missing': '*'}}}                                     | false",
                "{'resource': {'labels': {'missing': '!x'}}}                                    | false",
                "{'resource': {'labels': {'prefect.resource.name': 'happy-?owl?'}}}             | true",
                "{'resource': {'labels': {'prefect.resource.name': 'happy-[[]owl[]]'}}}         | true",
                "{'resource': {'labels': {'prefect.resource.name': '[!a-g]appy*'}}}             | true",
                "{'related': {'id': ['prefect.flow.2']}}                                        | true",
                "{'related': {'id': ['prefect.flow-run.1']}}                                    | false",
                "{'related': {'role': ['deployment']}}                                          | true",
                "{'related': {'role': ['work-pool']}}                                           | false",
                "{'related': {'resources_in_roles': [['prefect.flow.2', 'flow']]}}              | true",
                "{'related': {'resources_in_roles': [['prefect.flow.2', 'deployment']]}}        | false",
                "{'related': {'labels': {'env': 'pr?d'}}}                                       | true",
                "{'related': [{'role': ['flow']}, {'role': ['deployment']}]}                    | true",
                "{'related': [{'role': ['flow']}, {'role': ['work-pool']}]}                     | false",
                "{'any_resource': {'id': ['prefect.flow-run.1']}}                               | true",
                "{'any_resource': {'id': ['prefect.deployment.3'], 'id_prefix': null}}          | true",
                "{'any_resource': {'id_prefix': ['prefect.work-pool.']}}                        | false",
                "{'any_resource': [{'id': ['prefect.flow.2']}, {'id': ['x']}]}                  | false",
                "{'id': {'id': []}}                                                             | true",
                "{'id': {'id': ['01a205fc-09b6-7a1a-8e04-43fd3a55a66a']}}                       | true",
                "{'id': {'id': ['01a205fc-09b6-7a1a-8e04-43fd3a55a66b']}}                       | false",
                "{'text': {'query': 'ASKED'}}                                                   | true",
                "{'text': {'query': '-asked'}}                                                  | false",
                "{'event': {'name': ['prefect.flow-run.Cancelling']}, 'id': {'id': ['01a205fc-09b6-7a1a-8e04-43fd3a55a66b']}} | false",
            })
    void anEventIsWantedIfEveryPartMatches(String filter, boolean wanted) throws Exception {
        assertThat(EventFilter.parse(json(filter)).matches(event())).isEqualTo(wanted);
    }

    @Test
    void theFilterOfARealSubscriberIsUnderstood() throws Exception {
        var filter = EventFilter.parse(json("""
                {'occurred': {'since': '2026-11-23T01:17:44.638158Z', 'until': '2027-11-23T01:18:44.638158Z'},
                 'event': {'prefix': null, 'exclude_prefix': null, 'name': ['prefect.flow-run.Cancelling'], 'exclude_name': null},
                 'resource': null, 'related': null, 'any_resource': null, 'id': {'id': []}, 'text': null, 'order': 'DESC'}"""));

        assertThat(filter.matches(event())).isTrue();
    }

    @Test
    void anEventWithoutRelatedResourcesOrTimeIsNoAccident() throws Exception {
        Map<String, Object> bare = Map.of("event", "e");

        assertThat(EventFilter.parse(json("{}")).matches(bare)).isTrue();
        assertThat(EventFilter.parse(json("{'related': {'role': ['flow']}}")).matches(bare))
                .isFalse();
        assertThat(EventFilter.parse(json("{'occurred': {'since': '2026-11-23T01:17:44Z'}}"))
                        .matches(bare))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "'x'",
                "null",
                "{'unknown': {}}",
                "{'event': {'names': []}}",
                "{'event': []}",
                "{'event': {'name': 'x'}}",
                "{'event': {'name': [1]}}",
                "{'occurred': {'since': 'yesterday'}}",
                "{'resource': {'labels': []}}",
                "{'resource': {'labels': {'a': 1}}}",
                "{'resource': {'labels': {'a': '*a*a*a*a*a*a*a*a*a'}}}",
                "{'related': {'resources_in_roles': ['x']}}",
                "{'id': {'id': ['x']}}",
                "{'text': {'query': 5}}"
            })
    void whatIsNoFilterIsRefused(String filter) throws Exception {
        JsonNode read = json(filter);

        assertThatThrownBy(() -> EventFilter.parse(read)).isInstanceOf(InvalidFilter.class);
    }

    private static Map<String, Object> event() throws JsonProcessingException {
        return Json.MAPPER.convertValue(json(EVENT), new TypeReference<>() {});
    }

    private static JsonNode json(String singleQuoted) throws JsonProcessingException {
        return Json.MAPPER.readTree(singleQuoted.replace('\'', '"'));
    }
}
