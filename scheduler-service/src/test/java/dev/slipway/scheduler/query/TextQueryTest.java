package dev.slipway.scheduler.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.scheduler.problem.ApiProblem;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextQueryTest {
    @Test
    void termsAreToldApartByTheirSign() {
        assertThat(TextQuery.of("error +timeout -debug !trace"))
                .isEqualTo(new TextQuery(List.of("error"), List.of("timeout"), List.of("debug", "trace")));
    }

    @Test
    void quotesHoldAPhraseTogether() {
        assertThat(TextQuery.of("\"connection timeout\" -\"a \\\"b\\\"\""))
                .isEqualTo(new TextQuery(List.of("connection timeout"), List.of(), List.of("a \"b\"")));
    }

    @Test
    void aQuoteThatIsNotClosedGoesToTheEnd() {
        assertThat(TextQuery.of("\"open end").include()).containsExactly("open end");
    }

    @Test
    void aSignAloneMeansNothing() {
        assertThat(TextQuery.of(" - + ! ")).isEqualTo(new TextQuery(List.of(), List.of(), List.of()));
    }

    @Test
    void aQueryIsNotLongerThanAllowed() {
        assertThatThrownBy(() -> TextQuery.of("x".repeat(201))).isInstanceOf(ApiProblem.class);
    }
}
