package dev.slipway.dispatcher.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster says about one attempt.
 *
 * @param job null if there is none
 * @param pods of the Job
 * @param events about the Job and its pods; as good as none, since events come late, together or never
 * @param past what was seen of what is not there any more
 */
record KubernetesSnapshot(@Nullable Job job, List<Pod> pods, List<Event> events, KubernetesPast past) {
    private static final String JOB = "Job";

    /** The pod that counts: the newest. */
    Optional<Pod> newestPod() {
        return newest(pods);
    }

    /** The newest pod, also if it is gone. */
    Optional<Pod> lastPod() {
        return newestPod().or(() -> newest(past.pods()));
    }

    /** The newest message of events with that reason about something of that kind. */
    Optional<String> said(String kind, String reason) {
        return events(kind, reason).max(BY_TIME).map(KubernetesSnapshot::words);
    }

    /** The newest message with that reason about a pod that has these words. */
    Optional<String> saidOfPod(String reason, String words) {
        return events("Pod", reason)
                .filter(event -> words(event).contains(words))
                .max(BY_TIME)
                .map(KubernetesSnapshot::words);
    }

    /** The newest message of trouble with a pod. */
    Optional<String> troubleOfPod() {
        return events.stream()
                .filter(event -> "Pod".equals(event.getInvolvedObject().getKind()) && "Warning".equals(event.getType()))
                .max(BY_TIME)
                .map(KubernetesSnapshot::words);
    }

    /** Why the Job's controller could make no pod; empty if it has made one since. */
    Optional<String> refusedPod() {
        Optional<Event> refused = events(JOB, "FailedCreate").max(BY_TIME);
        Optional<Event> made = events(JOB, "SuccessfulCreate").max(BY_TIME);
        return refused.filter(event -> made.isEmpty() || at(made.get()).isBefore(at(event)))
                .map(KubernetesSnapshot::words);
    }

    /** When the first event with that reason about a pod was. */
    Optional<Instant> firstOfPod(String reason) {
        return events("Pod", reason).map(KubernetesSnapshot::first).min(Comparator.naturalOrder());
    }

    private static final Comparator<Event> BY_TIME = Comparator.comparing(KubernetesSnapshot::at);

    private Stream<Event> events(String kind, String reason) {
        return events.stream()
                .filter(event -> kind.equals(event.getInvolvedObject().getKind()) && reason.equals(event.getReason()));
    }

    private static Optional<Pod> newest(List<Pod> pods) {
        return pods.stream()
                .max(Comparator.comparing((Pod pod) -> pod.getMetadata().getCreationTimestamp())
                        .thenComparing(pod -> pod.getMetadata().getName()));
    }

    private static String words(Event event) {
        return Objects.toString(event.getMessage(), "");
    }

    /** When it was last: events that repeat are counted up. */
    private static Instant at(Event event) {
        if (event.getLastTimestamp() != null) {
            return Instant.parse(event.getLastTimestamp());
        }
        if (event.getSeries() != null && event.getSeries().getLastObservedTime() != null) {
            return Instant.parse(event.getSeries().getLastObservedTime().getTime());
        }
        return first(event);
    }

    private static Instant first(Event event) {
        if (event.getFirstTimestamp() != null) {
            return Instant.parse(event.getFirstTimestamp());
        }
        return event.getEventTime() == null
                ? Instant.EPOCH
                : Instant.parse(event.getEventTime().getTime());
    }
}
