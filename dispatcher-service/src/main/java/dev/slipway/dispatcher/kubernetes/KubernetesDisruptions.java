package dev.slipway.dispatcher.kubernetes;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.ExitCodes;
import dev.slipway.dispatcher.dispatch.Ending;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What ended a pod from outside: the node, the scheduler, a deadline, somebody. Pure. */
final class KubernetesDisruptions {
    private KubernetesDisruptions() {}

    /** Empty if it ended by itself. */
    static Optional<Ending> of(Pod pod) {
        return ownLimit(pod)
                .or(() -> KubernetesPods.condition(pod, "DisruptionTarget", "True")
                        .map(KubernetesDisruptions::disrupted))
                .or(() -> byPodReason(pod))
                .or(() -> deleted(pod));
    }

    /** Evicted for more disk than it may have itself: a new attempt would end the same way. */
    private static Optional<Ending> ownLimit(Pod pod) {
        String why = message(pod);
        boolean own = "Evicted".equals(pod.getStatus().getReason())
                && Stream.of(
                                "exceeds the limit",
                                "exceeds the total limit",
                                "exceeded its local ephemeral storage limit")
                        .anyMatch(why::contains);
        return own
                ? Optional.of(Ending.without(
                        EndReason.KILLED,
                        "The pod needed more disk than it may have. Raise the limit of ephemeral-storage, or sizeLimit of"
                                + " the volume. " + why))
                : Optional.empty();
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
            return because(EndReason.NODE_REJECTED, "The node has no room for the pod. ", pod);
        }
        return switch (reason) {
            case "Evicted" -> because(EndReason.EVICTED, "The node evicted the pod. ", pod);
            case "Terminated", "Shutdown" -> because(EndReason.EVICTED, "The node was shut down. ", pod);
            case "Preempting" -> because(EndReason.PREEMPTED, "A more important pod took the pod's place. ", pod);
            case "NodeLost" -> because(EndReason.NODE_LOST, "The pod's node is gone. ", pod);
            case "DeadlineExceeded" ->
                because(EndReason.DEADLINE_EXCEEDED, "The pod ran for longer than it may. ", pod);
            case "SysctlForbidden", "AppArmor", "PodOSNotSupported" ->
                because(EndReason.INVALID_CONFIGURATION, "The node may not run such a pod. " + reason + ": ", pod);
            case "" -> Optional.empty();
            default -> rejected(pod, reason);
        };
    }

    /** Whatever a kubelet calls it, if it did so before there was a container. */
    private static Optional<Ending> rejected(Pod pod, String reason) {
        return KubernetesPods.statuses(pod).findAny().isEmpty()
                ? because(EndReason.NODE_REJECTED, "The node did not run the pod. " + reason + ": ", pod)
                : Optional.empty();
    }

    /** Somebody deleted the pod before its process had ended. */
    private static Optional<Ending> deleted(Pod pod) {
        Instant deletedAt = KubernetesPods.deletedAt(pod);
        if (deletedAt == null) {
            return Optional.empty();
        }
        Optional<ContainerStateTerminated> end = KubernetesPods.main(pod).flatMap(KubernetesPods::terminated);
        if (end.isPresent() && endedBefore(deletedAt, end.get(), pod)) {
            return Optional.empty();
        }
        return Optional.of(new Ending(
                EndReason.REMOVED,
                end.map(ContainerStateTerminated::getExitCode).orElse(null),
                "The pod was deleted before it had ended."));
    }

    /** A kubelet's last word, with a grace of 0, has the time of the end instead of that of the request. */
    private static boolean endedBefore(Instant deletedAt, ContainerStateTerminated end, Pod pod) {
        if (end.getFinishedAt() == null) {
            return false;
        }
        Instant endedAt = Instant.parse(end.getFinishedAt());
        return wasKilled(end)
                ? endedAt.isBefore(deletedAt)
                        && !Long.valueOf(0).equals(pod.getMetadata().getDeletionGracePeriodSeconds())
                : !endedAt.isAfter(deletedAt);
    }

    private static boolean wasKilled(ContainerStateTerminated end) {
        return !"OOMKilled".equals(end.getReason())
                && ExitCodes.explain(end.getExitCode(), "").reason() == EndReason.KILLED;
    }

    private static Optional<Ending> because(EndReason reason, String what, Pod pod) {
        return Optional.of(Ending.without(reason, what + message(pod)));
    }

    private static String message(Pod pod) {
        return KubernetesWords.cut(Objects.toString(pod.getStatus().getMessage(), ""));
    }
}
