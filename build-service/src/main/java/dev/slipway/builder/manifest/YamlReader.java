package dev.slipway.builder.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads a file that a stranger wrote: bounded in size, depth, aliases and in what the aliases expand to. Anchors and merge keys
 * work, and plain scalars mean what PyYAML takes them for, because that is what the file's author tested with.
 */
final class YamlReader {
    static final int LONGEST_FILE = 512 * 1024;
    private static final int DEEPEST = 40;
    private static final int MOST_ALIASES = 500;
    private static final int MOST_VALUES = 50_000;
    private static final String MERGE = "<<";
    private static final Set<String> TAGS = Stream.of("str", "int", "float", "bool", "null", "seq", "map")
            .map(name -> "tag:yaml.org,2002:" + name)
            .collect(Collectors.toUnmodifiableSet());

    private final Map<String, Integer> lines = new HashMap<>();
    private int values;

    private YamlReader() {}

    static YamlDocument read(String text) {
        if (text.length() > LONGEST_FILE) {
            throw new ManifestInvalid("the file is longer than " + LONGEST_FILE / 1024 + " KiB.", null);
        }
        var settings = LoadSettings.builder()
                .setLabel("prefect.yaml")
                .setCodePointLimit(LONGEST_FILE)
                .setAllowRecursiveKeys(false)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setUseMarks(true)
                .build();
        try {
            refuseDepth(new Parse(settings).parseString(text));
            var reader = new YamlReader();
            Object root = new Compose(settings)
                    .composeString(text)
                    .map(node -> reader.value(node, "", 0))
                    .orElse(null);
            return new YamlDocument(root, reader.lines);
        } catch (MarkedYamlEngineException e) {
            Integer line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(null);
            throw new ManifestInvalid("this is not valid YAML: " + e.getProblem() + ".", line);
        } catch (YamlEngineException e) {
            throw new ManifestInvalid("this is not valid YAML: " + e.getMessage(), null);
        }
    }

    /** Looks at the flat stream of events first: building nodes is recursive. */
    private static void refuseDepth(Iterable<Event> events) {
        int depth = 0;
        int aliases = 0;
        for (Event event : events) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                case Alias -> aliases++;
                default -> {}
            }
            if (depth > DEEPEST || aliases > MOST_ALIASES) {
                Integer line =
                        event.getStartMark().map(mark -> mark.getLine() + 1).orElse(null);
                throw new ManifestInvalid(
                        depth > DEEPEST
                                ? "values are nested deeper than " + DEEPEST + " levels."
                                : "there are more than " + MOST_ALIASES + " aliases.",
                        line);
            }
        }
    }

    private @Nullable Object value(Node node, String path, int depth) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        if (++values > MOST_VALUES || depth > DEEPEST * 2) {
            throw new ManifestInvalid("aliases make the file larger than " + MOST_VALUES + " values.", line);
        }
        lines.putIfAbsent(path, line);
        if (!TAGS.contains(node.getTag().getValue())) {
            throw new ManifestInvalid(
                    path + " has the tag " + node.getTag().getValue() + "; tags are not supported.", line);
        }
        return switch (node) {
            case AnchorNode anchor -> value(anchor.getRealNode(), path, depth + 1);
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode sequence -> list(sequence, path, depth);
            case MappingNode mapping -> map(mapping, path, depth);
            default -> throw new ManifestInvalid(path + " is of an unknown kind.", line);
        };
    }

    private static @Nullable Object scalar(ScalarNode node) {
        if (node.getScalarStyle() != ScalarStyle.PLAIN) {
            return node.getValue();
        }
        return PlainScalar.value(node.getValue());
    }

    private List<@Nullable Object> list(SequenceNode node, String path, int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (Node item : node.getValue()) {
            list.add(value(item, path + "[" + list.size() + "]", depth + 1));
        }
        return list;
    }

    private Map<String, @Nullable Object> map(MappingNode node, String path, int depth) {
        Map<String, @Nullable Object> own = new LinkedHashMap<>();
        Map<String, @Nullable Object> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            String key = key(tuple.getKeyNode(), path);
            String inner = path.isEmpty() ? key : path + "." + key;
            if (key.equals(MERGE)) {
                merge(tuple.getValueNode(), merged, path, depth + 1);
            } else if (own.containsKey(key)) {
                int line = tuple.getKeyNode()
                        .getStartMark()
                        .map(mark -> mark.getLine() + 1)
                        .orElse(1);
                throw new ManifestInvalid(inner + " is there twice.", line);
            } else {
                own.put(key, value(tuple.getValueNode(), inner, depth + 1));
            }
        }
        merged.putAll(own);
        return merged;
    }

    private void merge(Node node, Map<String, @Nullable Object> into, String path, int depth) {
        Node real = node instanceof AnchorNode anchor ? anchor.getRealNode() : node;
        if (real instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> merge(item, into, path, depth + 1));
            return;
        }
        Object merged = value(real, path, depth);
        if (!(merged instanceof Map<?, ?> map)) {
            int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new ManifestInvalid(path + " merges (<<) something that is not a mapping.", line);
        }
        map.forEach((key, value) -> into.putIfAbsent(String.valueOf(key), value));
    }

    private static String key(Node node, String path) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        throw new ManifestInvalid(path + " has a key that is not text.", line);
    }
}
