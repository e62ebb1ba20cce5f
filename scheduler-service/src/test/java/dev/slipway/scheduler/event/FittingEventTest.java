package dev.slipway.scheduler.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FittingEventTest {
    private static final Map<String, String> FLOW = related("prefect.flow.1", "flow");
    private static final Map<String, String> CREATOR = related("prefect.automation.1", "creator");

    @Test
    void whatFitsStaysAsItIs() {
        Map<String, Object> event = Map.of("event", "prefect.flow-run.Running", "related", List.of(FLOW));

        assertThat(FittingEvent.of(event)).isSameAs(event);
    }

    @Test
    void aLongNameIsCut() {
        Map<String, Object> event = Map.of("event", "prefect.flow-run." + "n".repeat(2_000));

        assertThat(FittingEvent.of(event).get("event"))
                .asString()
                .startsWith("prefect.flow-run.nnn")
                .hasSize(PrefectEvent.LONGEST_NAME);
    }

    @Test
    void theLastTagsGoAndWhatElseIsRelatedStays() {
        var related = new ArrayList<Map<String, String>>();
        related.add(FLOW);
        for (int i = 0; i < 150; i++) {
            related.add(related("prefect.tag." + i, "tag"));
        }
        related.add(CREATOR);

        assertThat(FittingEvent.of(Map.of("related", related)).get("related"))
                .asInstanceOf(LIST)
                .hasSize(PrefectEvent.MOST_RELATED)
                .startsWith(FLOW, related("prefect.tag.0", "tag"))
                .endsWith(CREATOR);
    }

    private static Map<String, String> related(String id, String role) {
        return Map.of("prefect.resource.id", id, "prefect.resource.role", role);
    }
}
