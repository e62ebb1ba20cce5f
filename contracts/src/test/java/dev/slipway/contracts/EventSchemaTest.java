package dev.slipway.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventSchemaTest {
    /** What explains a schema and changes nothing of what it accepts. */
    private static final Set<String> EXPLANATIONS = Set.of("$schema", "$id", "title", "description");

    @ParameterizedTest
    @EnumSource(EventType.class)
    void schemaSaysOfTheDataWhatTheRecordSays(EventType type) {
        JsonNode schema = Catalogue.json(Catalogue.schema(type));

        assertThat(bare(schema)).isEqualTo(RecordSchema.of(type.dataClass()));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void schemaIsNamedAsRecordsNameIt(EventType type) {
        JsonNode schema = Catalogue.json(Catalogue.schema(type));

        assertThat(schema.path("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.path("$id").asText())
                .isEqualTo("https://slipway.dev/schemas/" + type.wireName() + ".schema.json");
        assertThat(schema.path("title").asText()).isEqualTo(type.dataClass().getSimpleName());
        assertThat(schema.path("description").asText()).isEqualTo(EventPage.meaning(type));
    }

    @Test
    void everySchemaBelongsToAType() throws IOException {
        try (Stream<Path> files = Files.list(Catalogue.SCHEMAS)) {
            assertThat(files)
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(EventType.values())
                            .map(Catalogue::schema)
                            .collect(Collectors.toSet()));
        }
    }

    private static JsonNode bare(JsonNode schema) {
        ObjectNode bare = schema.deepCopy();
        Set<String> names = new TreeSet<>();
        bare.fieldNames().forEachRemaining(names::add);
        names.stream().filter(EXPLANATIONS::contains).forEach(bare::remove);
        return bare;
    }
}
