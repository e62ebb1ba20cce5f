package dev.slipway.builder.manifest;

import dev.slipway.builder.manifest.PushStep.Credentials;
import dev.slipway.builder.manifest.Templates.Mode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns build and push steps into what they ask for, and into the outputs that later templates see. */
final class StepReader {
    static final String BUILD = "prefect_docker.deployments.steps.build_docker_image";
    static final String PUSH = "prefect_docker.deployments.steps.push_docker_image";

    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9.-]+(:[0-9]+)?(/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)+");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final Set<String> BUILD_INPUTS = Set.of(
            "id",
            "requires",
            "image_name",
            "tag",
            "additional_tags",
            "dockerfile",
            "path",
            "buildargs",
            "labels",
            "target",
            "platform",
            "pull",
            "nocache",
            "ignore_cache",
            "build_backend",
            "persist_dockerfile",
            "dockerfile_output_path",
            "rm",
            "forcerm");
    private static final Set<String> PUSH_INPUTS =
            Set.of("id", "requires", "image_name", "tag", "additional_tags", "credentials", "ignore_cache");

    private final YamlDocument document;
    private final PlanInput input;
    /** Under the ids of the steps, and flat beside them: later steps win. */
    private final Map<String, @Nullable Object> outputs = new LinkedHashMap<>();

    StepReader(YamlDocument document, PlanInput input) {
        this.document = document;
        this.input = input;
    }

    Map<String, @Nullable Object> outputs() {
        return outputs;
    }

    ImageStep image(Step step) {
        Fields fields = resolved(step, Mode.STEP, step.inputs().values());
        fields.refuseOthersThan(BUILD_INPUTS);
        String backend = fields.text("build_backend");
        if (backend != null && !backend.equals("docker-py")) {
            throw fields.invalid("build_backend", "must be docker-py; BuildKit is not available here.");
        }
        var image = new ImageStep(
                name(fields),
                tag(fields),
                tags(fields),
                dockerfile(fields),
                context(fields),
                texts(fields, "buildargs"),
                texts(fields, "labels"),
                fields.text("target"),
                fields.text("platform"),
                fields.flag("pull", false),
                fields.flag("nocache", false));
        remember(step, image.name(), image.tag(), image.additionalTags());
        return image;
    }

    PushStep push(Step step) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>(step.inputs().values());
        Object credentials = inputs.remove("credentials");
        Fields fields = resolved(step, Mode.STEP, inputs);
        fields.refuseOthersThan(PUSH_INPUTS);
        Credentials given = credentials(step, credentials);
        var push = new PushStep(name(fields), tag(fields), tags(fields), usable(fields, given));
        remember(step, push.name(), push.tag(), push.additionalTags());
        return push;
    }

    private Fields resolved(Step step, Mode mode, Map<String, @Nullable Object> values) {
        String path = step.inputs().path();
        return new Fields(document, path, new Templates(document, input.variables(), outputs, mode).map(values, path));
    }

    private @Nullable Credentials credentials(Step step, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        String path = step.inputs().at("credentials");
        if (!(value instanceof Map<?, ?> map)) {
            throw document.invalid(
                    path,
                    "must be a mapping with registry_url, username and password, as {{ $CI_REGISTRY_PASSWORD }}; blocks can't"
                            + " be read while building.");
        }
        var resolved = new Templates(document, input.variables(), outputs, Mode.CREDENTIALS).map(map, path);
        Fields fields = new Fields(document, path, resolved);
        String registry = fields.text("registry_url");
        return new Credentials(
                host(registry == null || registry.isBlank() ? input.registryAddress() : registry),
                fields.required("username", "\"{{ $CI_REGISTRY_USER }}\""),
                fields.required("password", "\"{{ $CI_REGISTRY_PASSWORD }}\""));
    }

    /** Null if a registered login is used: the project's own secrets are shown only to the registry that they are of. */
    private @Nullable Credentials usable(Fields fields, @Nullable Credentials given) {
        String name = name(fields);
        boolean isOwn = given != null
                && given.isFor(name)
                && !input.variables().isBound(given.password())
                && !input.variables().isBound(given.username());
        if (!isOwn && !input.hasLogin(name)) {
            throw fields.invalid(
                    "credentials",
                    given == null
                            ? "is missing: " + name + " is in none of the registries that Slipway has a login for."
                            : "are those of " + given.registry() + ", which are not shown to the registry of " + name
                                    + ".");
        }
        return isOwn ? given : null;
    }

    private static String host(String url) {
        return url.strip().replaceFirst("^https?://", "").replaceFirst("/.*$", "");
    }

    private static String name(Fields fields) {
        String name = fields.required("image_name", "\"{{ $CI_REGISTRY_IMAGE }}\"");
        if (!NAME.matcher(name).matches()) {
            throw fields.invalid(
                    "image_name",
                    "must be registry/path in lower case and without tag, as registry.example/team/app, not " + name
                            + ".");
        }
        return name;
    }

    private String tag(Fields fields) {
        String tag = fields.text("tag");
        return tag == null || tag.isBlank() ? input.commit() : checkedTag(fields, "tag", tag);
    }

    private static List<String> tags(Fields fields) {
        List<String> tags = fields.texts("additional_tags");
        tags.forEach(tag -> checkedTag(fields, "additional_tags", tag));
        return tags;
    }

    private static String checkedTag(Fields fields, String key, String tag) {
        if (!TAG.matcher(tag).matches()) {
            throw fields.invalid(
                    key, "must be of letters, digits, dots, dashes and underscores, at most 128, not " + tag + ".");
        }
        return tag;
    }

    private static String dockerfile(Fields fields) {
        String dockerfile = fields.text("dockerfile");
        return dockerfile == null || dockerfile.isBlank() ? "Dockerfile" : inside(fields, "dockerfile", dockerfile);
    }

    private static String context(Fields fields) {
        String path = fields.text("path");
        return path == null || path.isBlank() ? "." : inside(fields, "path", path);
    }

    private static String inside(Fields fields, String key, String path) {
        boolean outside =
                path.startsWith("/") || java.util.Arrays.asList(path.split("/")).contains("..");
        if (outside || path.indexOf('\0') >= 0) {
            throw fields.invalid(key, "must be a path inside the repository, not " + path + ".");
        }
        return path;
    }

    private static Map<String, String> texts(Fields fields, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.map(key).forEach((name, value) -> texts.put(name, value == null ? "" : value.toString()));
        return Map.copyOf(texts);
    }

    private void remember(Step step, String name, String tag, List<String> additionalTags) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("image_name", name);
        result.put("tag", tag);
        result.put("image", name + ":" + tag);
        result.put("additional_tags", additionalTags);
        outputs.putAll(result);
        String id = step.id();
        if (id != null) {
            outputs.put(id, result);
        }
    }
}
