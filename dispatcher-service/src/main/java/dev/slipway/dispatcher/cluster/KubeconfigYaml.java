package dev.slipway.dispatcher.cluster;

import dev.slipway.dispatcher.problem.Refused;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** YAML that a stranger wrote. What is wrong with it is not quoted: it may be a credential. */
final class KubeconfigYaml {
    private static final int DEEPEST = 30;
    private static final int MOST_ALIASES = 20;

    private KubeconfigYaml() {}

    static Map<?, ?> mapping(String text) {
        var settings = LoadSettings.builder()
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setAllowRecursiveKeys(false)
                .build();
        try {
            refuseDepth(new Parse(settings).parseString(text));
            if (new Load(settings).loadFromString(text) instanceof Map<?, ?> mapping) {
                return mapping;
            }
        } catch (YamlEngineException e) {
            throw noKubeconfig();
        }
        throw noKubeconfig();
    }

    /** Looks at the flat stream of events first: building values is recursive. */
    private static void refuseDepth(Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {
                    continue;
                }
            }
            if (depth > DEEPEST) {
                throw noKubeconfig();
            }
        }
    }

    private static Refused noKubeconfig() {
        return Refused.invalid("kubeconfig must be the content of a kubeconfig file, as kubectl config view --minify"
                + " --flatten prints it.");
    }
}
