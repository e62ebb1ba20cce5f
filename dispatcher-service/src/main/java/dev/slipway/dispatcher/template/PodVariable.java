package dev.slipway.dispatcher.template;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The job variables that Prefect's own template has no place for. Each may be written as here in lower case, or in camel
 * case as Kubernetes writes fields.
 */
enum PodVariable {
    IMAGE_PULL_SECRETS(Where.POD, "imagePullSecrets", Shape.NAMES, "[{\"name\": \"regcred\"}]"),
    NODE_SELECTOR(Where.POD, "nodeSelector", Shape.TEXTS, "{\"disktype\": \"ssd\"}"),
    TOLERATIONS(Where.POD, "tolerations", Shape.LIST, "[{\"key\": \"gpu\", \"operator\": \"Exists\"}]"),
    AFFINITY(Where.POD, "affinity", Shape.OBJECT, "{\"nodeAffinity\": {…}}"),
    TOPOLOGY_SPREAD_CONSTRAINTS(
            Where.POD,
            "topologySpreadConstraints",
            Shape.LIST,
            "[{\"maxSkew\": 1, \"topologyKey\": \"kubernetes.io/hostname\", …}]"),
    VOLUMES(Where.POD, "volumes", Shape.NAMED, "[{\"name\": \"scratch\", \"emptyDir\": {}}]"),
    VOLUME_MOUNTS(
            Where.CONTAINER, "volumeMounts", Shape.MOUNTS, "[{\"name\": \"scratch\", \"mountPath\": \"/scratch\"}]"),
    ENV_FROM(Where.CONTAINER, "envFrom", Shape.LIST, "[{\"secretRef\": {\"name\": \"settings\"}}]"),
    SECURITY_CONTEXT(Where.SPLIT, "securityContext", Shape.OBJECT, "{\"runAsUser\": 1000, \"fsGroup\": 1000}"),
    POD_SECURITY_CONTEXT(Where.POD, "securityContext", Shape.OBJECT, "{\"fsGroup\": 1000}"),
    CONTAINER_SECURITY_CONTEXT(Where.CONTAINER, "securityContext", Shape.OBJECT, "{\"readOnlyRootFilesystem\": true}"),
    PRIORITY_CLASS_NAME(Where.POD, "priorityClassName", Shape.TEXT, "\"batch-low\""),
    SERVICE_ACCOUNT_NAME(Where.POD, "serviceAccountName", Shape.TEXT, "\"runner\""),
    RUNTIME_CLASS_NAME(Where.POD, "runtimeClassName", Shape.TEXT, "\"nvidia\""),
    TERMINATION_GRACE_PERIOD_SECONDS(Where.POD, "terminationGracePeriodSeconds", Shape.NUMBER, "60"),
    EXTRA_CONTAINERS(Where.POD, "containers", Shape.CONTAINERS, "[{\"name\": \"proxy\", \"image\": \"…\"}]"),
    INIT_CONTAINERS(Where.POD, "initContainers", Shape.CONTAINERS, "[{\"name\": \"fetch\", \"image\": \"…\"}]"),
    RESOURCES(
            Where.CONTAINER,
            "resources",
            Shape.OBJECT,
            "{\"requests\": {\"memory\": \"512Mi\"}, \"limits\": {\"memory\": \"1Gi\"}}"),
    ACTIVE_DEADLINE_SECONDS(Where.JOB, "activeDeadlineSeconds", Shape.NUMBER, "3600"),
    TTL_SECONDS_AFTER_FINISHED(Where.JOB, "ttlSecondsAfterFinished", Shape.NUMBER, "3600"),
    POD_FAILURE_POLICY(Where.JOB, "podFailurePolicy", Shape.OBJECT, "{\"rules\": [{\"action\": \"FailJob\", …}]}");

    /** What a variable is merged into; {@code SPLIT} goes to pod and container by its keys. */
    enum Where {
        JOB,
        POD,
        CONTAINER,
        SPLIT
    }

    /** What a variable looks like, and how it joins what is there. */
    enum Shape {
        TEXT("a text"),
        NUMBER("a whole number"),
        OBJECT("an object"),
        TEXTS("an object of texts"),
        LIST("a list of objects"),
        NAMES("a list of objects with a name each"),
        NAMED("a list of objects with a name each"),
        MOUNTS("a list of objects with name and mountPath"),
        CONTAINERS("a list of containers with name and image");

        private final String words;

        Shape(String words) {
            this.words = words;
        }
    }

    private static final Set<String> POD_SECURITY = Set.of(
            "fsGroup",
            "fsGroupChangePolicy",
            "supplementalGroups",
            "supplementalGroupsPolicy",
            "sysctls",
            "seLinuxChangePolicy");
    private static final Set<String> CONTAINER_SECURITY =
            Set.of("allowPrivilegeEscalation", "capabilities", "privileged", "procMount", "readOnlyRootFilesystem");

    private final Where where;
    private final String field;
    private final Shape shape;
    private final String example;

    PodVariable(Where where, String field, Shape shape, String example) {
        this.where = where;
        this.field = field;
        this.shape = shape;
        this.example = example;
    }

    Where where() {
        return where;
    }

    String field() {
        return field;
    }

    Shape shape() {
        return shape;
    }

    /** Whether a job variable of that name is one of these. */
    static boolean isSpelling(String name) {
        return Arrays.stream(values()).flatMap(PodVariable::spellings).anyMatch(name::equals);
    }

    /** As it may be written, Prefect's way first. */
    Stream<String> spellings() {
        String snake = name().toLowerCase(Locale.ROOT);
        String[] words = snake.split("_", -1);
        String rest = Arrays.stream(words, 1, words.length)
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
        return Stream.of(snake, words[0] + rest).distinct();
    }

    InvalidConfiguration wrong(String spelling) {
        return JsonValues.wrong(spelling, shape.words + ", as " + example);
    }

    /** Whether a key of a security context is the container's; all that both have goes to the pod. */
    static boolean isForContainer(String securityKey) {
        return CONTAINER_SECURITY.contains(securityKey) && !POD_SECURITY.contains(securityKey);
    }
}
