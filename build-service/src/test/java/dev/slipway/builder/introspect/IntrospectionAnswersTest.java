package dev.slipway.builder.introspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.introspect.FlowIntrospector.Entrypoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntrospectionAnswersTest {
    private static final List<Entrypoint> ONE = List.of(new Entrypoint("deployments[0]", "flows/a.py:a", null));

    @Test
    void whatFlowsPrintDoesNotDisturb() {
        var facts = IntrospectionAnswers.read(
                ONE,
                "M ",
                "noise\nM {\"key\":\"deployments[0]\",\"flow\":{\"name\":\"a\",\"description\":null,"
                        + "\"parameterSchema\":{\"type\":\"object\"}}}\nmore");

        assertThat(facts.get("deployments[0]")).satisfies(fact -> {
            assertThat(fact).isNotNull();
            assertThat(fact.name()).isEqualTo("a");
            assertThat(fact.description()).isNull();
            assertThat(fact.parameterSchema()).containsEntry("type", "object");
        });
    }

    @Test
    void missingPackagePointsToRequirements() {
        assertThatThrownBy(() -> read("ModuleNotFoundError", "No module named 'pandas'"))
                .hasMessageContaining("flows/a.py:a")
                .hasMessageContaining("requirements.txt");
    }

    @Test
    void missingPrefectPointsToTheBaseImage() {
        assertThatThrownBy(() -> read("ModuleNotFoundError", "No module named 'prefect'"))
                .hasMessageContaining("prefecthq/prefect");
    }

    @Test
    void functionThatIsNoFlowIsSaidSo() {
        assertThatThrownBy(() -> read("MissingFlowError", "no flow a")).hasMessageContaining("is not a flow");
    }

    @Test
    void silenceQuotesTheLastWords() {
        assertThatThrownBy(() -> IntrospectionAnswers.read(ONE, "M ", "Segmentation fault\n"))
                .isInstanceOf(IntrospectionFailed.class)
                .hasMessageContaining("Segmentation fault");
    }

    private static void read(String kind, String message) {
        IntrospectionAnswers.read(
                ONE,
                "M ",
                "M {\"key\":\"deployments[0]\",\"error\":{\"kind\":\"" + kind + "\",\"message\":\"" + message
                        + "\",\"trace\":\"\"}}");
    }
}
