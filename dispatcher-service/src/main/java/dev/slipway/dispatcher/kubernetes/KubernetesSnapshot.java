package dev.slipway.dispatcher.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster says about one attempt.
 *
 * @param job null if there is none
 * @param pods of the Job, those that are gone but were seen too
 * @param events about the Job and its pods; as good as none, since events come late, together or never
 */
record KubernetesSnapshot(@Nullable Job job, List<Pod> pods, List<Event> events) {
    /** The pod that counts: the newest. */
    Optional<Pod> newestPod() {
        return pods.stream()
                .max(Comparator.comparing((Pod pod) -> pod.getMetadata().getCreationTimestamp())
                        .thenComparing(pod -> pod.getMetadata().getName()));
    }

    /** The newest message of events with that reason about something of that kind. */
    Optional<String> said(String kind, String reason) {
        return events.stream()
                .filter(event -> kind.equals(event.getInvolvedObject().getKind()) && reason.equals(event.getReason()))
                .map(Event::getMessage)
                .reduce((earlier, later) -> later);
    }
}
