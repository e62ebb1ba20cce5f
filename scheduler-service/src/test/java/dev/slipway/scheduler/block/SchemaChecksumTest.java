package dev.slipway.scheduler.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaChecksumTest {
    private static final String FIELDS = """
            {"title": "T", "type": "object", "secret_fields": ["x"],
             "properties": {"x": {"$ref": "#/definitions/Inner"}, "y": {"$ref": "#/definitions/ABlock"}},
             "definitions": {
                "Inner": {"title": "Inner", "properties": {"z": {"$ref": "#/definitions/Deep"}}},
                "Deep": {"title": "Deep", "secret_fields": ["q"]},
                "Unused": {"title": "Unused"},
                "ABlock": {"title": "ABlock", "block_type_slug": "a-block"}}}""";

    @Test
    void schemasOfTheCatalogHaveTheChecksumsThatPrefectComputes() {
        // those with references, and those made for a reference, were computed from definitions that are not kept
        var whole = BlockCatalog.read().schemas().stream()
                .filter(schema -> Map.of().equals(schema.fields().get("block_schema_references"))
                        && !schema.version().equals(BlockSchemaRequest.NO_VERSION))
                .toList();

        assertThat(whole).hasSizeGreaterThan(30);
        for (var schema : whole) {
            assertThat(SchemaChecksum.of(schema.fields()))
                    .as(schema.slug() + " " + schema.version())
                    .isEqualTo(schema.checksum());
        }
    }

    @Test
    void definitionsCountIfTheyAreReferredToAndNotOfBlocks() {
        // computed by Block._calculate_schema_checksum
        assertThat(SchemaChecksum.of(fields(FIELDS)))
                .isEqualTo("sha256:ae103a5df6f2c8587ace7c2caeb7bc14f792dfdfd7f008b61091c71d88ebbdec");
    }

    @Test
    void whatIsSecretDoesNotCount() {
        assertThat(SchemaChecksum.of(fields(FIELDS.replace("\"secret_fields\": [\"x\"],", ""))))
                .isEqualTo(SchemaChecksum.of(fields(FIELDS)));
        assertThat(SchemaChecksum.of(fields(FIELDS.replace("Deep", "Shallow"))))
                .isNotEqualTo(SchemaChecksum.of(fields(FIELDS)));
    }

    @Test
    void definitionsThatReferToEachOtherEnd() {
        var fields = fields("""
                {"properties": {"x": {"$ref": "#/definitions/A"}}, "definitions": {
                    "A": {"p": {"$ref": "#/definitions/B"}}, "B": {"p": [{"$ref": "#/definitions/A"}]}}}""");

        assertThat(SchemaChecksum.of(fields)).startsWith("sha256:");
    }

    @Test
    void jsonIsWrittenAsPythonWritesIt() {
        var value = fields("""
                {"b": [1, 2.0, -0.0, 1e-7, 1.5e300, 1e16, 123456789012345.6, 1e15, 0.0001, 12345678901234567890, true, null],
                 "\\u00e4": "\\u00fc\\u007f\\n\\t\\"\\\\\\u0001\\ud83d\\ude00/", "B": {}, "a\\uffff": 1,
                 "a\\ud800\\udc00": 2}""");

        // printed by prefect.serializers.JSONSerializer(dumps_kwargs={"sort_keys": True})
        assertThat(PythonJson.write(List.of(List.of(value), Map.of())))
                .isEqualTo(
                        "[[{\"B\": {}, \"a\\uffff\": 1, \"a\\ud800\\udc00\": 2, \"b\": [1, 2.0, -0.0, 1e-07, 1.5e+300,"
                                + " 1e+16, 123456789012345.6, 1000000000000000.0, 0.0001, 12345678901234567890, true, null],"
                                + " \"\\u00e4\": \"\\u00fc\\u007f\\n\\t\\\"\\\\\\u0001\\ud83d\\ude00/\"}], {}]");
    }

    private static Map<String, Object> fields(String json) {
        return new JsonObject(json).getMap();
    }
}
