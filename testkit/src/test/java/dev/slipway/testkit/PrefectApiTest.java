package dev.slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.PrefectApi.Operation;
import org.junit.jupiter.api.Test;

class PrefectApiTest {
    private final PrefectApi api = PrefectApi.installed();

    @Test
    void aLiteralPathIsPreferredToAParameter() {
        assertThat(api.operation("POST", "/flow_runs/filter")).contains(new Operation("POST", "/flow_runs/filter"));
        assertThat(api.operation("GET", "/flow_runs/3f0a")).contains(new Operation("GET", "/flow_runs/{id}"));
        assertThat(api.operation("GET", "/nothing/of/the/kind")).isEmpty();
        assertThat(api.operations()).hasSizeGreaterThan(150);
    }

    @Test
    void anAnswerWithoutADeclaredFieldOrWithAnotherTypeIsAtFault() {
        var count = new Operation("POST", "/flow_runs/count");
        var variable = new Operation("GET", "/variables/{id}");

        assertThat(api.faults(count, 200, "3")).isEmpty();
        assertThat(api.faults(count, 200, "\"three\"")).isNotEmpty();
        assertThat(api.faults(variable, 200, "{\"id\": \"00000000-0000-0000-0000-000000000000\", \"value\": 1}"))
                .anyMatch(fault -> fault.contains("name"));
    }
}
