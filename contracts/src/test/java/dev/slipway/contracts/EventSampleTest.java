package dev.slipway.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What was once sent stays readable: samples are added, never changed. */
class EventSampleTest {
    private static final String LATER = "fieldOfALaterVersion";
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    record Sample(EventType type, Path file) {
        JsonNode known() {
            ObjectNode known = Catalogue.json(file).deepCopy();
            known.remove(LATER);
            return known;
        }
    }

    static Stream<Sample> samples() {
        return Arrays.stream(EventType.values())
                .flatMap(type -> Catalogue.samples(type).stream().map(file -> new Sample(type, file)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sampleIsReadAndWrittenAgainAsItWas(Sample sample) throws JsonProcessingException {
        Event event = Json.MAPPER.readValue(Catalogue.text(sample.file), sample.type.dataClass());

        assertThat(Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(event))).isEqualTo(sample.known());
        assertThat(event.key()).isNotBlank();
        assertThat(event.workspace()).isEqualTo("default");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sampleIsWhatItsSchemaDescribes(Sample sample) {
        JsonSchema schema = SCHEMAS.getSchema(Catalogue.text(Catalogue.schema(sample.type)));

        assertThat(schema.validate(sample.known().toString(), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void oneSampleHasAFieldThatThisVersionDoesNotKnow(EventType type) {
        assertThat(Catalogue.samples(type))
                .anySatisfy(file -> assertThat(Catalogue.json(file).has(LATER)).isTrue());
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void minimalSampleHasNothingThatMayBeMissing(EventType type) {
        JsonNode minimal = Catalogue.json(Catalogue.samples(type).getFirst());
        JsonNode required = Catalogue.json(Catalogue.schema(type)).path("required");

        assertThat(minimal.fieldNames()).toIterable().hasSize(required.size());
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void fullSampleHasEverything(EventType type) {
        JsonNode full = Catalogue.json(Catalogue.samples(type).getLast());

        assertThat(full.fieldNames()).toIterable().containsAll(names(type));
    }

    @Test
    void samplesAreAddedButNeverChanged() throws IOException {
        Map<String, String> actual = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Catalogue.SAMPLES)) {
            files.filter(Files::isRegularFile)
                    .forEach(file ->
                            actual.put(Catalogue.SAMPLES.relativize(file).toString(), digest(file)));
        }
        Map<String, String> listed = new TreeMap<>();
        Files.readAllLines(Catalogue.DIGESTS).forEach(line -> listed.put(line.substring(66), line.substring(0, 64)));

        assertThat(actual)
                .as(
                        "a sample that was released must not change; a new one needs its line in samples.sha256 (sha256sum)")
                .isEqualTo(listed);
    }

    private static List<String> names(EventType type) {
        return Arrays.stream(type.dataClass().getRecordComponents())
                .map(component -> component.getName())
                .toList();
    }

    private static String digest(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
