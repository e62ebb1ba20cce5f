package dev.slipway.dispatcher.kubernetes;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.ExitCodes;
import dev.slipway.dispatcher.dispatch.Ending;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Why the containers of a pod that failed did so. Pure. */
final class KubernetesEndings {
    private static final String REMEDY = "Raise memory_limit in the pool or the job variables.";

    private KubernetesEndings() {}

    /** Why a pod that ended did so. */
    static Ending of(Pod pod) {
        return KubernetesDisruptions.of(pod)
                .or(() -> initFailure(pod))
                .or(() -> KubernetesPods.main(pod)
                        .flatMap(KubernetesPods::terminated)
                        .map(end -> byContainer(pod, end)))
                .orElseGet(() ->
                        Ending.without(EndReason.UNKNOWN, "The pod failed. " + KubernetesWords.cut(message(pod))));
    }

    /** A container that runs beside the run's from before it is none that the run waits for. */
    private static Optional<Ending> initFailure(Pod pod) {
        List<String> sidecars = pod.getSpec().getInitContainers().stream()
                .filter(container -> "Always".equals(container.getRestartPolicy()))
                .map(Container::getName)
                .toList();
        return failed(pod.getStatus().getInitContainerStatuses().stream()
                        .filter(status -> !sidecars.contains(status.getName())))
                .map(failed -> beside(EndReason.INIT_FAILED, "The init container ", failed));
    }

    private static Ending byContainer(Pod pod, ContainerStateTerminated end) {
        int code = end.getExitCode();
        String reason = Objects.toString(end.getReason(), "");
        if (KubernetesPods.NOT_STARTED.contains(reason)) {
            return new Ending(EndReason.START_FAILED, code, "The command could not be started. " + words(end));
        }
        return switch (reason) {
            case "OOMKilled" -> ExitCodes.outOfMemory(code, REMEDY);
            case "ContainerStatusUnknown" ->
                Ending.without(
                        EndReason.NODE_LOST, "The node does not know any more how the container ended. " + words(end));
            default -> code == 0 ? otherContainer(pod, code) : ExitCodes.explain(code, words(end));
        };
    }

    /** The run's container ended well, and the pod as a whole did not. */
    private static Ending otherContainer(Pod pod, int code) {
        return failed(pod.getStatus().getContainerStatuses().stream())
                .filter(status -> "Failed".equals(KubernetesPods.phase(pod)))
                .map(status -> beside(EndReason.EXITED, "The run's container ended well, but the container ", status))
                .orElseGet(() -> ExitCodes.explain(code, ""));
    }

    private static Optional<ContainerStatus> failed(Stream<ContainerStatus> statuses) {
        return statuses.filter(status -> KubernetesPods.terminated(status)
                        .filter(end -> end.getExitCode() != 0)
                        .isPresent())
                .findFirst();
    }

    private static Ending beside(EndReason reason, String which, ContainerStatus status) {
        ContainerStateTerminated end = status.getState().getTerminated();
        String why = "OOMKilled".equals(end.getReason()) ? " for lack of memory: raise its memory limit" : "";
        return new Ending(
                reason,
                end.getExitCode(),
                which + status.getName() + " ended with exit code " + end.getExitCode() + why + ". " + words(end));
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
        return Objects.toString(pod.getStatus().getMessage(), "");
    }
}
