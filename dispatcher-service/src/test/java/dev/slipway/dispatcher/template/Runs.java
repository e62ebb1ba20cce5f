package dev.slipway.dispatcher.template;

import dev.slipway.contracts.run.v1.RunDue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Due runs with the default template of a {@code docker} pool. */
final class Runs {
    static final UUID RUN = new UUID(0, 1);
    static final UUID FLOW = new UUID(0, 2);
    static final UUID DEPLOYMENT = new UUID(0, 3);
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private Runs() {}

    static RunDue due(Map<String, Object> variables) {
        return due(variables, 1);
    }

    static RunDue due(Map<String, Object> variables, int attempt) {
        return new RunDue(
                "default",
                RUN,
                attempt,
                "gentle-otter",
                FLOW,
                "Hello Flow",
                DEPLOYMENT,
                "nightly",
                Instant.parse("2026-11-01T10:00:00Z"),
                new UUID(0, 4),
                "containers",
                "docker",
                "default",
                template(),
                Map.of("stream_output", true, "auto_remove", false, "privileged", false),
                variables,
                NOW,
                NOW);
    }

    static TemplateConfig config(boolean everythingAllowed) {
        return new Config(everythingAllowed);
    }

    private static Map<String, Object> template() {
        var template = new LinkedHashMap<String, Object>();
        for (String variable : new String[] {
            "command",
            "env",
            "labels",
            "name",
            "image",
            "registry_credentials",
            "image_pull_policy",
            "networks",
            "network_mode",
            "auto_remove",
            "volumes",
            "stream_output",
            "mem_limit",
            "memswap_limit",
            "privileged",
            "container_create_kwargs"
        }) {
            template.put(variable, "{{ " + variable + " }}");
        }
        return template;
    }

    private record Config(boolean allowed) implements TemplateConfig, TemplateConfig.Policy {
        @Override
        public String apiUrl() {
            return "http://host.docker.internal:4200/api";
        }

        @Override
        public String defaultImage() {
            return "default/image:1";
        }

        @Override
        public String defaultNetwork() {
            return "bridge";
        }

        @Override
        public String workerName() {
            return "slipway";
        }

        @Override
        public String version() {
            return "slipway";
        }

        @Override
        public Policy policy() {
            return this;
        }

        @Override
        public boolean privileged() {
            return allowed;
        }

        @Override
        public boolean hostPaths() {
            return allowed;
        }

        @Override
        public boolean hostNetwork() {
            return allowed;
        }
    }
}
