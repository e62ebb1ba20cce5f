package dev.slipway.dispatcher.kubernetes;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.ExitCodes;
import dev.slipway.dispatcher.dispatch.Ending;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a pod says of itself. The container of the run is the first one. Pure. */
final class KubernetesPods {
    private static final String REMEDY = "Raise the memory limit in the pool or the job variables.";

    private KubernetesPods() {}

    static Instant createdAt(Pod pod) {
        return Instant.parse(pod.getMetadata().getCreationTimestamp());
    }

    /** When the run's container started; null if it never did. */
    static @Nullable Instant startedAt(Pod pod) {
        return main(pod)
                .map(ContainerStatus::getState)
                .map(state -> state.getRunning() != null
                        ? state.getRunning().getStartedAt()
                        : state.getTerminated() != null ? state.getTerminated().getStartedAt() : null)
                .map(Instant::parse)
                .orElse(null);
    }

    /** When the run's container ended; null if it did not. */
    static @Nullable Instant endedAt(Pod pod) {
        return main(pod)
                .flatMap(KubernetesPods::terminated)
                .map(ContainerStateTerminated::getFinishedAt)
                .map(Instant::parse)
                .orElse(null);
    }

    /** All of its containers, those first that run first. */
    static Stream<ContainerStatus> statuses(Pod pod) {
        return pod.getStatus() == null
                ? Stream.empty()
                : Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream());
    }

    /** Why a pod that failed did so. */
    static Ending ending(Pod pod) {
        return disruption(pod)
                .or(() -> byPodReason(pod))
                .or(() -> initFailure(pod))
                .or(() -> main(pod).flatMap(KubernetesPods::terminated).map(KubernetesPods::byContainer))
                .orElseGet(() -> Ending.without(EndReason.UNKNOWN, "The pod failed. " + message(pod)));
    }

    private static Optional<Ending> disruption(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> "DisruptionTarget".equals(condition.getType()))
                .filter(condition -> "True".equals(condition.getStatus()))
                .map(KubernetesPods::disrupted)
                .findFirst();
    }

    private static Ending disrupted(PodCondition condition) {
        String why = KubernetesWords.cut(Objects.toString(condition.getMessage(), ""));
        return switch (Objects.toString(condition.getReason(), "")) {
            case "TerminationByKubelet" -> Ending.without(EndReason.EVICTED, "The node evicted the pod: " + why);
            case "PreemptionByScheduler" ->
                Ending.without(EndReason.PREEMPTED, "A pod of higher priority took the pod's place: " + why);
            case "EvictionByEvictionAPI" ->
                Ending.without(EndReason.PREEMPTED, "The pod was asked to leave its node: " + why);
            case "DeletionByTaintManager", "DeletionByPodGC" ->
                Ending.without(EndReason.NODE_LOST, "The pod's node is gone or may not run it any more: " + why);
            default -> Ending.without(EndReason.PREEMPTED, "The pod was disrupted: " + why);
        };
    }

    private static Optional<Ending> byPodReason(Pod pod) {
        String reason = Objects.toString(pod.getStatus().getReason(), "");
        if (reason.startsWith("OutOf")) {
            return Optional.of(
                    Ending.without(EndReason.NODE_REJECTED, "The node has no room for the pod. " + message(pod)));
        }
        return switch (reason) {
            case "Evicted" ->
                Optional.of(Ending.without(EndReason.EVICTED, "The node evicted the pod. " + message(pod)));
            case "Preempting" -> Optional.of(Ending.without(EndReason.PREEMPTED, message(pod)));
            case "NodeLost" ->
                Optional.of(Ending.without(EndReason.NODE_LOST, "The pod's node is gone. " + message(pod)));
            case "DeadlineExceeded" ->
                Optional.of(Ending.without(
                        EndReason.DEADLINE_EXCEEDED, "The pod ran for longer than it may. " + message(pod)));
            case "UnexpectedAdmissionError", "NodeAffinity", "NodeShutdown", "Terminated", "Shutdown" ->
                Optional.of(Ending.without(
                        EndReason.NODE_REJECTED, "The node did not run the pod. " + reason + ": " + message(pod)));
            default -> Optional.empty();
        };
    }

    private static Optional<Ending> initFailure(Pod pod) {
        return pod.getStatus().getInitContainerStatuses().stream()
                .flatMap(status -> terminated(status)
                        .filter(end -> end.getExitCode() != 0)
                        .map(end -> new Ending(
                                EndReason.INIT_FAILED,
                                end.getExitCode(),
                                "The init container " + status.getName() + " ended with exit code " + end.getExitCode()
                                        + ". " + words(end)))
                        .stream())
                .findFirst();
    }

    private static Ending byContainer(ContainerStateTerminated end) {
        int code = end.getExitCode();
        return switch (Objects.toString(end.getReason(), "")) {
            case "OOMKilled" -> ExitCodes.outOfMemory(code, REMEDY);
            case "StartError", "ContainerCannotRun", "RunContainerError" ->
                new Ending(EndReason.START_FAILED, code, "The command could not be started. " + words(end));
            default -> ExitCodes.explain(code, words(end));
        };
    }

    private static Optional<ContainerStateTerminated> terminated(ContainerStatus status) {
        return Optional.ofNullable(status.getState()).map(state -> state.getTerminated());
    }

    private static Optional<ContainerStatus> main(Pod pod) {
        if (pod.getStatus() == null || pod.getSpec().getContainers().isEmpty()) {
            return Optional.empty();
        }
        String name = pod.getSpec().getContainers().getFirst().getName();
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> name.equals(status.getName()))
                .findFirst();
    }

    /** The last line of what it left to say, which by our default is the end of its log. */
    private static String words(ContainerStateTerminated end) {
        return Objects.toString(end.getMessage(), "")
                .lines()
                .filter(line -> !line.isBlank())
                .reduce((earlier, later) -> later)
                .map(line -> "It says: " + KubernetesWords.cut(line))
                .orElse("");
    }

    private static String message(Pod pod) {
        return KubernetesWords.cut(Objects.toString(pod.getStatus().getMessage(), ""));
    }
}
