package dev.slipway.builder.introspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.builder.introspect.FlowIntrospector.Entrypoint;
import dev.slipway.builder.manifest.Manifest.FlowFacts;
import dev.slipway.contracts.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what the script in the container printed. */
final class IntrospectionAnswers {
    private static final TypeReference<Map<String, Object>> SCHEMA = new TypeReference<>() {};
    private static final int LONGEST_MESSAGE = 2_000;
    private static final int LONGEST_QUOTE = 600;

    private IntrospectionAnswers() {}

    static Map<String, FlowFacts> read(List<Entrypoint> asked, String marker, String output) {
        Map<String, JsonNode> answers = new HashMap<>();
        output.lines().filter(line -> line.startsWith(marker)).forEach(line -> {
            JsonNode answer = parse(line.substring(marker.length()));
            answers.put(answer.path("key").asText(), answer);
        });
        Map<String, FlowFacts> facts = new HashMap<>();
        for (Entrypoint one : asked) {
            JsonNode answer = answers.get(one.key());
            if (answer == null) {
                throw new IntrospectionFailed(one.key() + ": importing " + one.entrypoint()
                        + " ended the process without a word. It printed last:\n" + tail(output));
            }
            if (answer.has("error")) {
                throw new IntrospectionFailed(sentence(one, answer.path("error")));
            }
            facts.put(one.key(), facts(answer.path("flow")));
        }
        return Map.copyOf(facts);
    }

    private static JsonNode parse(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IntrospectionFailed("What the flows say about themselves can't be read.", e);
        }
    }

    private static FlowFacts facts(JsonNode flow) {
        JsonNode description = flow.path("description");
        return new FlowFacts(
                flow.path("name").asText(),
                description.isTextual() ? description.asText() : null,
                Json.MAPPER.convertValue(flow.path("parameterSchema"), SCHEMA));
    }

    private static String sentence(Entrypoint one, JsonNode error) {
        String kind = error.path("kind").asText();
        String message = error.path("message").asText();
        String where = one.key() + ".entrypoint " + one.entrypoint();
        String sentence =
                switch (kind) {
                    case "ModuleNotFoundError" ->
                        where + " can't be imported: " + message + missing(message) + trace(error);
                    case "FileNotFoundError" ->
                        where + " does not exist in the image (" + message
                                + "). Check the path, the pull step's directory and" + " .dockerignore." + trace(error);
                    case "MissingFlowError", "AttributeError" ->
                        where + " is not a flow: " + message + ". Is the function decorated with @flow?" + trace(error);
                    default -> where + " can't be imported: " + kind + ": " + message + trace(error);
                };
        return sentence.length() > LONGEST_MESSAGE ? sentence.substring(0, LONGEST_MESSAGE) + "…" : sentence;
    }

    private static String missing(String message) {
        return message.contains("'prefect'")
                ? ". The image has no Prefect: start it FROM a prefecthq/prefect image, or add prefect to requirements.txt."
                : ". Add the package to requirements.txt, or the file to the image.";
    }

    private static String trace(JsonNode error) {
        String trace = error.path("trace").asText().stripTrailing();
        return trace.isEmpty() ? "" : "\n" + trace;
    }

    static String tail(String output) {
        String text = output.strip();
        return text.length() <= LONGEST_QUOTE ? text : "…" + text.substring(text.length() - LONGEST_QUOTE);
    }
}
