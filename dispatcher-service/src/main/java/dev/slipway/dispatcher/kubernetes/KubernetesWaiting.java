package dev.slipway.dispatcher.kubernetes;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.Observation;
import dev.slipway.dispatcher.container.PullFailure;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a pod waits for that has not started, and until when. Pure. */
final class KubernetesWaiting {
    private final KubernetesWatchConfig patience;

    KubernetesWaiting(KubernetesWatchConfig patience) {
        this.patience = patience;
    }

    Observation of(KubernetesSnapshot seen, Pod pod) {
        return unscheduled(pod)
                .or(() -> waitingContainer(pod))
                .or(() -> unmounted(seen, pod))
                .orElseGet(() -> until(
                        EndReason.START_FAILED,
                        "The pod was on its way for too long without its container starting.",
                        since(pod),
                        patience.starting()));
    }

    private Optional<Observation> unscheduled(Pod pod) {
        return conditions(pod)
                .filter(condition -> "PodScheduled".equals(condition.getType()))
                .filter(condition -> "False".equals(condition.getStatus()))
                .map(condition -> until(
                        EndReason.UNSCHEDULABLE,
                        "No node can take the pod: "
                                + KubernetesWords.cut(Objects.toString(condition.getMessage(), "")),
                        KubernetesPods.createdAt(pod),
                        patience.scheduling()))
                .findFirst();
    }

    private Optional<Observation> waitingContainer(Pod pod) {
        return KubernetesPods.statuses(pod)
                .filter(status -> status.getState() != null && status.getState().getWaiting() != null)
                .flatMap(status -> waiting(pod, status, status.getState().getWaiting()).stream())
                .findFirst();
    }

    private Optional<Observation> waiting(Pod pod, ContainerStatus status, ContainerStateWaiting waiting) {
        String words = KubernetesWords.cut(Objects.toString(waiting.getMessage(), ""));
        return switch (Objects.toString(waiting.getReason(), "")) {
            case "ErrImagePull", "ImagePullBackOff", "RegistryUnavailable" ->
                Optional.of(pull(pod, status.getImage(), words));
            case "InvalidImageName", "ErrImageNeverPull", "ImageInspectError", "SignatureValidationFailed" ->
                Optional.of(until(
                        EndReason.IMAGE_PULL_FAILED,
                        "The image " + status.getImage() + " can't be used: " + words,
                        since(pod),
                        Duration.ZERO));
            case "CreateContainerConfigError" ->
                Optional.of(until(
                        EndReason.MISSING_REFERENCE,
                        "The container can't be configured: " + words,
                        since(pod),
                        patience.missingReference()));
            case "CreateContainerError", "RunContainerError" ->
                Optional.of(until(
                        EndReason.START_FAILED,
                        "The container could not be started: " + words,
                        since(pod),
                        patience.imageRefused()));
            default -> Optional.empty();
        };
    }

    private Observation pull(Pod pod, String image, String words) {
        PullFailure failure = PullFailure.of(words);
        Duration longest = failure.worthRepeating() ? patience.imageUnavailable() : patience.imageRefused();
        EndReason reason = failure.worthRepeating() ? EndReason.REGISTRY_UNAVAILABLE : failure.reason();
        return until(reason, "The image " + image + " can't be pulled: " + words, since(pod), longest);
    }

    private Optional<Observation> unmounted(KubernetesSnapshot seen, Pod pod) {
        return seen.said("Pod", "FailedMount")
                .or(() -> seen.said("Pod", "FailedAttachVolume"))
                .map(words -> until(
                        EndReason.MISSING_REFERENCE,
                        "A volume can't be mounted: " + KubernetesWords.cut(words),
                        since(pod),
                        patience.missingReference()));
    }

    /** Since the pod has a node, or else since it was made. */
    private static Instant since(Pod pod) {
        return conditions(pod)
                .filter(condition -> "PodScheduled".equals(condition.getType()))
                .filter(condition -> "True".equals(condition.getStatus()))
                .map(condition -> Instant.parse(condition.getLastTransitionTime()))
                .findFirst()
                .orElseGet(() -> KubernetesPods.createdAt(pod));
    }

    private static Stream<PodCondition> conditions(Pod pod) {
        return pod.getStatus() == null ? Stream.empty() : pod.getStatus().getConditions().stream();
    }

    private static Observation until(EndReason reason, String message, Instant since, Duration longest) {
        return new Observation.Waiting(reason, message, since.plus(longest));
    }
}
