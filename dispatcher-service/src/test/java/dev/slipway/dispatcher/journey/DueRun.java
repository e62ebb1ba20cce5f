package dev.slipway.dispatcher.journey;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Event;
import dev.slipway.contracts.run.v1.RunDue;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A due run as the scheduler describes it, with the default template of a {@code docker} pool. */
public final class DueRun {
    private final UUID flowRunId = UUID.randomUUID();
    private final Map<String, Object> jobVariables = new HashMap<>(Map.of("image", TinyImage.NAME));
    private final Map<String, Object> environment = new HashMap<>();
    private String workPool = "containers";
    private String workPoolType = "docker";
    private int attempt = 1;
    private Map<String, Object> template = dockerTemplate();
    private Map<String, Object> defaults = Map.of("stream_output", true, "auto_remove", false, "privileged", false);

    /** A run whose container does what a shell script says. */
    public static DueRun script(String script) {
        var run = new DueRun();
        run.environment.put("TEST_SCRIPT", script);
        run.jobVariables.put("env", run.environment);
        return run;
    }

    /** A run of a pool of type {@code kubernetes} whose pod does what a shell script says. */
    public static DueRun job(String namespace, String script) {
        var run = script(script).ofPoolType("kubernetes").with("namespace", namespace);
        run.template = KubernetesDefaults.jobConfiguration();
        run.defaults = KubernetesDefaults.variableDefaults();
        return run;
    }

    /** The same with another variable in the container's environment. */
    public DueRun withEnvironment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** The same with another job variable. */
    public DueRun with(String variable, Object value) {
        jobVariables.put(variable, value);
        return this;
    }

    /** The same in a {@code kubernetes} pool whose template says that of its pod. */
    public DueRun withPod(String field, Object value) {
        Map<String, Object> inside = template;
        for (String step : List.of("job_manifest", "spec", "template", "spec")) {
            inside = inside(inside, step);
        }
        inside.put(field, value);
        return this;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> inside(Map<String, Object> object, String field) {
        return (Map<String, Object>) Objects.requireNonNull(object.get(field));
    }

    DueRun ofPool(String name) {
        workPool = name;
        return this;
    }

    DueRun ofPoolType(String type) {
        workPoolType = type;
        return this;
    }

    /** The same as another attempt. */
    public DueRun attempt(int number) {
        attempt = number;
        return this;
    }

    /** The run's id. */
    public UUID id() {
        return flowRunId;
    }

    /** The fact. */
    public Envelope<RunDue> fact() {
        return envelope(due());
    }

    static <E extends Event> Envelope<E> envelope(E data) {
        return new Envelope<>(
                UUID.randomUUID(), "/scheduler-service", Instant.now(), "slot:" + data.key(), null, null, data);
    }

    private RunDue due() {
        return new RunDue(
                "default",
                flowRunId,
                attempt,
                "gentle-otter",
                UUID.randomUUID(),
                "hello",
                UUID.randomUUID(),
                "hello-deployment",
                Instant.parse("2026-11-01T10:00:00Z"),
                UUID.randomUUID(),
                workPool,
                workPoolType,
                "default",
                template,
                defaults,
                jobVariables,
                Instant.now(),
                Instant.now());
    }

    /** As prefect-docker's default base job template. */
    private static Map<String, Object> dockerTemplate() {
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
}
