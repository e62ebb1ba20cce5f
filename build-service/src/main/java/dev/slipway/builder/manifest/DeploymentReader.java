package dev.slipway.builder.manifest;

import dev.slipway.builder.manifest.PlannedDeployment.CodeLocation;
import dev.slipway.builder.manifest.PlannedDeployment.Concurrency;
import dev.slipway.builder.manifest.Templates.Mode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One entry of {@code deployments}, with its templates resolved. */
final class DeploymentReader {
    private static final String SET_DIRECTORY = "prefect.deployments.steps.set_working_directory";
    private static final String CLONE = "prefect.deployments.steps.git_clone";
    private static final String IN_IMAGE = "/opt/prefect";
    private static final int SHORT_COMMIT = 8;
    private static final Set<String> READ_APART = Set.of("build", "push", "pull", "triggers");
    private static final Set<String> STRATEGIES = Set.of("ENQUEUE", "CANCEL_NEW");
    private static final Pattern BY_PATH = Pattern.compile("[^:]+\\.py:[A-Za-z_][A-Za-z0-9_.]*");
    private static final Pattern BY_MODULE = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)+");

    private final YamlDocument document;
    private final PlanInput input;
    private final Map<String, @Nullable Object> outputs;
    private final List<ImageStep> built;

    DeploymentReader(
            YamlDocument document, PlanInput input, Map<String, @Nullable Object> outputs, List<ImageStep> built) {
        this.document = document;
        this.input = input;
        this.outputs = outputs;
        this.built = built;
    }

    PlannedDeployment read(Fields top, Fields entry) {
        Map<String, @Nullable Object> own = new LinkedHashMap<>(entry.values());
        own.keySet().removeAll(READ_APART);
        Fields fields =
                new Fields(document, entry.path(), templates(Mode.DEPLOYMENT).map(own, entry.path()));
        Fields pool = Fields.of(
                document, fields.at("work_pool"), fields.has("work_pool") ? fields.map("work_pool") : Map.of());
        Map<String, @Nullable Object> jobVariables = pool.map("job_variables");
        String image =
                pool.has("job_variables") ? image(new Fields(document, pool.at("job_variables"), jobVariables)) : null;
        var pull = pullSteps(top, entry, image);
        return new PlannedDeployment(
                entry.path(),
                fields.required("name", "hello"),
                entrypoint(fields),
                fields.text("description"),
                version(fields),
                fields.texts("tags"),
                fields.map("parameters"),
                fields.flag("enforce_parameter_schema", true),
                pool.required("name", "docker"),
                pool.text("work_queue_name"),
                jobVariables,
                pull,
                concurrency(fields),
                fields.flag("paused"),
                ScheduleReader.read(fields),
                triggers(entry, fields.required("name", "hello")),
                location(image, pull));
    }

    /** The parameters are templates of the events to come, so they stay as they are. */
    private List<Map<String, @Nullable Object>> triggers(Fields entry, String deployment) {
        List<Map<String, @Nullable Object>> triggers = new ArrayList<>();
        for (Object given : entry.list("triggers")) {
            String path = entry.at("triggers") + "[" + triggers.size() + "]";
            Map<String, @Nullable Object> own = Fields.of(document, path, given).values();
            Map<String, @Nullable Object> trigger = templates(Mode.DEPLOYMENT).map(own, path);
            if (own.containsKey("parameters")) {
                trigger.put("parameters", own.get("parameters"));
            }
            trigger.putIfAbsent("name", deployment + "__automation_" + (triggers.size() + 1));
            triggers.add(trigger);
        }
        return List.copyOf(triggers);
    }

    private Templates templates(Mode mode) {
        return new Templates(document, input.variables(), outputs, mode);
    }

    /** What is left of a template that nothing resolves would be told only by the engine, and only to the first run. */
    private static @Nullable String image(Fields jobVariables) {
        String image = jobVariables.text("image");
        if (image != null && image.contains("$")) {
            throw jobVariables.invalid(
                    "image",
                    "is " + image + ", which is no image; write image: \"{{ $IMAGE }}\" for a variable IMAGE.");
        }
        return image;
    }

    private static String entrypoint(Fields fields) {
        String entrypoint = fields.required("entrypoint", "flows/hello.py:hello");
        boolean outside = entrypoint.startsWith("/") || entrypoint.contains("..") || entrypoint.endsWith(".py");
        boolean known = BY_PATH.matcher(entrypoint).matches()
                || BY_MODULE.matcher(entrypoint).matches();
        if (outside || !known) {
            throw fields.invalid(
                    "entrypoint",
                    "must be path.py:function or module.function inside the repository, not " + entrypoint + ".");
        }
        return entrypoint;
    }

    private String version(Fields fields) {
        String version = fields.text("version");
        return version == null || version.isBlank() ? input.commit().substring(0, SHORT_COMMIT) : version;
    }

    private static Concurrency concurrency(Fields fields) {
        if (!(fields.values().get("concurrency_limit") instanceof Map<?, ?> map)) {
            return new Concurrency(fields.positive("concurrency_limit"), null, null);
        }
        Fields limit = Fields.of(fields.document(), fields.at("concurrency_limit"), map);
        String strategy = limit.text("collision_strategy");
        if (strategy != null && !STRATEGIES.contains(strategy)) {
            throw limit.invalid("collision_strategy", "must be ENQUEUE or CANCEL_NEW, not " + strategy + ".");
        }
        return new Concurrency(limit.positive("limit"), strategy, limit.positive("grace_period_seconds"));
    }

    /** As the file says; else what {@code prefect deploy} would assume without asking, where that makes sense in a container. */
    private @Nullable List<Map<String, @Nullable Object>> pullSteps(Fields top, Fields entry, @Nullable String image) {
        boolean own = entry.has("pull");
        Object given = own ? entry.values().get("pull") : top.values().get("pull");
        String path = own ? entry.at("pull") : "pull";
        if (given == null) {
            return defaultPullSteps(image);
        }
        List<Map<String, @Nullable Object>> steps = new ArrayList<>();
        for (Step step : Step.list(document, path, given)) {
            var inputs = templates(Mode.PULL)
                    .map(step.inputs().values(), step.inputs().path());
            steps.add(Map.of(step.callable(), inputs));
        }
        return List.copyOf(steps);
    }

    private @Nullable List<Map<String, @Nullable Object>> defaultPullSteps(@Nullable String image) {
        if (built.stream().anyMatch(step -> step.dockerfile().equals(ImageStep.AUTO))) {
            return List.of(Map.of(SET_DIRECTORY, Map.of("directory", IN_IMAGE + "/" + input.directoryName())));
        }
        if (!built.isEmpty()) {
            return null; // a Dockerfile of its own says with WORKDIR where the code is
        }
        if (image != null) {
            return List.of(Map.of(SET_DIRECTORY, Map.of("directory", IN_IMAGE)));
        }
        return List.of(Map.of(CLONE, Map.of("repository", input.repository(), "commit_sha", input.commit())));
    }

    private CodeLocation location(@Nullable String image, @Nullable List<Map<String, @Nullable Object>> pull) {
        boolean builtHere = image != null
                && built.stream().anyMatch(step -> step.references().contains(image));
        boolean inImage =
                builtHere && (pull == null || pull.stream().allMatch(step -> step.containsKey(SET_DIRECTORY)));
        return new CodeLocation(image, builtHere, inImage ? directory(pull) : null, inImage);
    }

    private static @Nullable String directory(@Nullable List<Map<String, @Nullable Object>> pull) {
        Object inputs = pull == null || pull.isEmpty() ? null : pull.getLast().get(SET_DIRECTORY);
        Object directory = inputs instanceof Map<?, ?> map ? map.get("directory") : null;
        return directory instanceof String text && !text.contains("{{") ? text : null;
    }
}
