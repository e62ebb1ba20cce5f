package dev.slipway.scheduler.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DocumentDataTest {
    private static final UUID OTHER = UUID.fromString("0198c0de-0000-7000-8000-000000000001");

    @Test
    void referencesAreTakenOutOfTheData() {
        var data = of("{\"a\": 1, \"b\": {\"$ref\": {\"block_document_id\": \"%s\"}}}".formatted(OTHER));

        assertThat(data.plain()).isEqualTo(Map.of("a", 1));
        assertThat(data.references()).isEqualTo(Map.of("b", OTHER));
    }

    @Test
    void aReferenceWithoutAnIdIsRefused() {
        for (String reference : new String[] {"{}", "null", "\"x\"", "{\"block_document_id\": \"x\"}"}) {
            assertThatThrownBy(() -> of("{\"b\": {\"$ref\": " + reference + "}}"))
                    .hasMessageContaining("key b");
        }
    }

    @Test
    void aMergeKeepsWhatIsNotNamedAndTurnsValuesIntoReferencesAndBack() {
        var before = of("{\"a\": 1, \"b\": 2, \"c\": {\"$ref\": {\"block_document_id\": \"%s\"}},".formatted(OTHER)
                + "\"d\": {\"$ref\": {\"block_document_id\": \"%s\"}}}".formatted(OTHER));
        var update = of("{\"b\": {\"$ref\": {\"block_document_id\": \"%s\"}}, \"c\": 3}".formatted(OTHER));

        var after = before.merged(update);

        assertThat(after.plain()).isEqualTo(Map.of("a", 1, "c", 3));
        assertThat(after.references()).isEqualTo(Map.of("b", OTHER, "d", OTHER));
    }

    private static DocumentData of(String json) {
        return DocumentData.of(new JsonObject(json).getMap());
    }
}
