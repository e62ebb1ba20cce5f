package dev.slipway.dispatcher.kubernetes;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * How long an ended Job lives. One that its owner wants to go at once would take the last lines of its log and the reason of its
 * end with it, so it lives until these are read, and then as long as its owner wants. Pure.
 */
final class KubernetesTimeToLive {
    /** A label: what the owner wants, on a Job that lives longer for now. */
    static final String WANTED = "dev.slipway/ttl-seconds-after-finished";

    /** How long the dispatcher may be away and still read how a Job ended. */
    private static final Duration UNREAD = Duration.ofMinutes(5);

    private KubernetesTimeToLive() {}

    /** Lets it live long enough to be read. */
    static void extend(Job job) {
        Integer wanted = job.getSpec().getTtlSecondsAfterFinished();
        if (wanted == null || wanted >= UNREAD.toSeconds()) {
            return;
        }
        Map<String, String> labels =
                new HashMap<>(Objects.requireNonNullElse(job.getMetadata().getLabels(), Map.of()));
        labels.put(WANTED, wanted.toString());
        job.getMetadata().setLabels(labels);
        job.getSpec().setTtlSecondsAfterFinished((int) UNREAD.toSeconds());
    }

    /** What the owner wants, if that is less than the Job has. */
    static OptionalInt wanted(Job job) {
        Map<String, String> labels = job.getMetadata().getLabels();
        String wanted = labels == null ? null : labels.get(WANTED);
        return wanted == null || !wanted.matches("[0-9]{1,9}")
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt(wanted));
    }
}
