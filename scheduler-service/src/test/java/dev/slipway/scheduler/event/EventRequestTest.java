package dev.slipway.scheduler.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventRequestTest {
    /** As the client's subscriber asks when it has lost its socket. */
    @Test
    void criteriaThatAreNullAskNothing() {
        var filter = EventRequest.read(new JsonObject("""
                        {"occurred": {"since": "2026-11-23T23:27:04.996887Z", "until": "2027-11-23T23:44:16.413900Z"},
                         "event": null, "resource": null, "related": null,
                         "any_resource": {"id": ["prefect.flow-run.1"], "id_prefix": null, "labels": null},
                         "id": {"id": []}, "text": null, "order": "DESC"}"""), EventFilter.class);

        assertThat(filter.event()).isNull();
        assertThat(filter.related()).isNull();
        assertThat(filter.anyResource()).singleElement().satisfies(resource -> {
            assertThat(resource.id()).containsExactly("prefect.flow-run.1");
            assertThat(resource.labels()).isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"any_resource\": {\"id\": [null]}}",
                "{\"any_resource\": [null]}",
                "{\"any_resource\": [{\"labels\": {\"a\": null}}]}",
                "{\"resource\": {\"labels\": {\"a\": [\"b\", null]}}}",
                "{\"related\": [{\"resources_in_roles\": [[\"a\", null]]}]}"
            })
    void aNullAmongValuesIsRefused(String filter) {
        assertThatThrownBy(() -> EventRequest.read(new JsonObject(filter), EventFilter.class))
                .isInstanceOf(ApiProblem.class);
    }
}
