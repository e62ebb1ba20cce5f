package dev.slipway.builder.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.contracts.build.v1.DeploymentSpec;
import dev.slipway.contracts.build.v1.DeploymentSpec.ScheduleSpec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The deployments of a branch or merge request beside those of the default branch: under names of their own. Pure. */
public final class Preview {
    private static final String SEPARATOR = "--";
    private static final int LONGEST = 40;
    private static final int HASH = 8;
    private static final Pattern MERGE_REQUEST = Pattern.compile("refs/merge-requests/(\\d+)/.*");

    /** With at most one slash, which comes before every dash, a name can be told from all others when the slash is a dash. */
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9]+(/[a-z0-9]+(-[a-z0-9]+)*)?");

    /** What could be taken for another kind of suffix. */
    private static final Pattern AMBIGUOUS = Pattern.compile("mr-\\d+|(.*-)?[0-9a-f]{8}");

    private final String ref;
    private final boolean runsByItself;

    /**
     * @param ref full name, as {@code refs/heads/feature/x}
     * @param runsByItself whether schedules and triggers stay active
     */
    public Preview(String ref, boolean runsByItself) {
        this.ref = ref;
        this.runsByItself = runsByItself;
    }

    /** The deployment as the ref has it. */
    public DeploymentSpec of(DeploymentSpec spec) {
        return new DeploymentSpec(
                spec.name() + SEPARATOR + suffix(),
                spec.flowName(),
                spec.entrypoint(),
                spec.description(),
                spec.version(),
                Stream.concat(spec.tags().stream(), Stream.of("preview:" + shortRef()))
                        .toList(),
                spec.parameters(),
                spec.parameterSchema(),
                spec.enforceParameterSchema(),
                spec.workPoolName(),
                spec.workQueueName(),
                spec.jobVariables(),
                spec.pullSteps(),
                spec.path(),
                spec.concurrencyLimit(),
                spec.collisionStrategy(),
                spec.gracePeriodSeconds(),
                spec.paused(),
                spec.schedules().stream().map(this::schedule).toList(),
                triggers(spec.triggers()));
    }

    /** Another one for each ref; with a hash, if the ref's name could not be taken as it is. */
    public String suffix() {
        Matcher request = MERGE_REQUEST.matcher(ref);
        if (request.matches()) {
            return "mr-" + request.group(1);
        }
        String name = shortRef();
        String dashed = name.replace('/', '-');
        boolean isPlain = name.length() <= LONGEST
                && PLAIN.matcher(name).matches()
                && !AMBIGUOUS.matcher(dashed).matches();
        return isPlain ? dashed : hashed(name);
    }

    private String shortRef() {
        Matcher request = MERGE_REQUEST.matcher(ref);
        return request.matches() ? "!" + request.group(1) : ref.replaceFirst("^refs/heads/", "");
    }

    private static String hashed(String name) {
        String dashed = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String cut = dashed.substring(0, Math.min(LONGEST - HASH - 1, dashed.length()));
        String readable = cut.replaceAll("^-|-$", "");
        return (readable.isEmpty() ? "" : readable + "-") + hash(name);
    }

    private static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private ScheduleSpec schedule(ScheduleSpec given) {
        return new ScheduleSpec(
                given.slug(),
                given.cron(),
                given.dayOr(),
                given.intervalSeconds(),
                given.anchorDate(),
                given.rrule(),
                given.timezone(),
                runsByItself && !Boolean.FALSE.equals(given.active()),
                given.parameters());
    }

    private @Nullable List<Map<String, Object>> triggers(@Nullable List<Map<String, Object>> given) {
        return given == null || runsByItself
                ? given
                : given.stream().map(Preview::disabled).toList();
    }

    private static Map<String, Object> disabled(Map<String, Object> trigger) {
        Map<String, Object> copy = new LinkedHashMap<>(trigger);
        copy.put("enabled", false);
        return copy;
    }
}
