package dev.slipway.dispatcher.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a pod says of itself. The container of the run is the first one. Pure. */
final class KubernetesPods {
    /** A process that could not be started has a state as if it had run, in 1970. */
    static final Set<String> NOT_STARTED = Set.of("StartError", "ContainerCannotRun", "RunContainerError");

    private KubernetesPods() {}

    static Instant createdAt(Pod pod) {
        return Instant.parse(pod.getMetadata().getCreationTimestamp());
    }

    static String phase(Pod pod) {
        return pod.getStatus() == null
                ? "Pending"
                : Objects.toString(pod.getStatus().getPhase(), "Pending");
    }

    /** Whether something of it may run. */
    static boolean isAlive(Pod pod) {
        return !"Succeeded".equals(phase(pod)) && !"Failed".equals(phase(pod));
    }

    /** When the run's container started; null if it never did. */
    static @Nullable Instant startedAt(Pod pod) {
        return main(pod)
                .map(ContainerStatus::getState)
                .map(state -> state.getRunning() != null
                        ? state.getRunning().getStartedAt()
                        : state.getTerminated() != null ? startedAt(state.getTerminated()) : null)
                .map(Instant::parse)
                .orElse(null);
    }

    private static @Nullable String startedAt(ContainerStateTerminated ended) {
        return NOT_STARTED.contains(Objects.toString(ended.getReason(), "")) ? null : ended.getStartedAt();
    }

    /** When the run's container ended, or else the pod as a whole; null if neither is known. */
    static @Nullable Instant endedAt(Pod pod) {
        return main(pod)
                .flatMap(KubernetesPods::terminated)
                .map(ContainerStateTerminated::getFinishedAt)
                .or(() -> conditions(pod)
                        .map(PodCondition::getLastTransitionTime)
                        .filter(Objects::nonNull)
                        .max(Comparator.comparing(Instant::parse)))
                .map(Instant::parse)
                .orElse(null);
    }

    /** When its deletion was asked for; null if it was not. The timestamp is that of its end, the grace being over. */
    static @Nullable Instant deletedAt(Pod pod) {
        String end = pod.getMetadata().getDeletionTimestamp();
        Long grace = pod.getMetadata().getDeletionGracePeriodSeconds();
        return end == null ? null : Instant.parse(end).minusSeconds(grace == null ? 0 : grace);
    }

    /** All of its containers, those first that run first. */
    static Stream<ContainerStatus> statuses(Pod pod) {
        return pod.getStatus() == null
                ? Stream.empty()
                : Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream());
    }

    static Stream<PodCondition> conditions(Pod pod) {
        return pod.getStatus() == null ? Stream.empty() : pod.getStatus().getConditions().stream();
    }

    static Optional<PodCondition> condition(Pod pod, String type, String status) {
        return conditions(pod)
                .filter(condition -> type.equals(condition.getType()) && status.equals(condition.getStatus()))
                .findFirst();
    }

    static Optional<ContainerStateTerminated> terminated(ContainerStatus status) {
        return Optional.ofNullable(status.getState()).map(state -> state.getTerminated());
    }

    /** The run's container. */
    static Optional<ContainerStatus> main(Pod pod) {
        if (pod.getStatus() == null || pod.getSpec().getContainers().isEmpty()) {
            return Optional.empty();
        }
        String name = pod.getSpec().getContainers().getFirst().getName();
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> name.equals(status.getName()))
                .findFirst();
    }

    /** Since when it has waited for its next container: since it has a node and the containers before that one have ended. */
    static Instant waitsSince(Pod pod) {
        Stream<String> scheduled =
                condition(pod, "PodScheduled", "True").map(PodCondition::getLastTransitionTime).stream();
        Stream<String> ended = statuses(pod)
                .flatMap(status -> terminated(status).stream())
                .map(ContainerStateTerminated::getFinishedAt);
        return Stream.concat(scheduled, ended)
                .filter(Objects::nonNull)
                .map(Instant::parse)
                .max(Comparator.naturalOrder())
                .orElseGet(() -> createdAt(pod));
    }
}
