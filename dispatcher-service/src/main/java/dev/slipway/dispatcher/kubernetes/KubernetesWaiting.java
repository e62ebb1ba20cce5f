package dev.slipway.dispatcher.kubernetes;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.Observation;
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
    private final KubernetesSnapshot seen;
    private final Pod pod;

    KubernetesWaiting(KubernetesWatchConfig patience, KubernetesSnapshot seen, Pod pod) {
        this.patience = patience;
        this.seen = seen;
        this.pod = pod;
    }

    Observation.Waiting now() {
        return unscheduled().or(this::waitingContainer).or(this::unmounted).orElseGet(this::slow);
    }

    private Optional<Observation.Waiting> unscheduled() {
        if (pod.getSpec().getNodeName() != null) {
            return Optional.empty();
        }
        Optional<PodCondition> told = KubernetesPods.condition(pod, "PodScheduled", "False");
        Observation.Waiting waiting = until(
                EndReason.UNSCHEDULABLE,
                told.map(KubernetesWaiting::unscheduled).orElse("No scheduler has looked for a node for the pod."),
                KubernetesPods.createdAt(pod),
                patience.scheduling());
        return Optional.of(told.isPresent() ? waiting : quiet(waiting));
    }

    private static String unscheduled(PodCondition condition) {
        String words = KubernetesWords.cut(Objects.toString(condition.getMessage(), ""));
        return "SchedulingGated".equals(condition.getReason())
                ? "Something else decides when the pod may have a node: " + words
                : "No node can take the pod: " + words;
    }

    private Optional<Observation.Waiting> waitingContainer() {
        return KubernetesPods.statuses(pod)
                .filter(status -> status.getState() != null && status.getState().getWaiting() != null)
                .flatMap(status -> waiting(status, status.getState().getWaiting()).stream())
                .findFirst();
    }

    private Optional<Observation.Waiting> waiting(ContainerStatus status, ContainerStateWaiting waiting) {
        String words = KubernetesWords.cut(Objects.toString(waiting.getMessage(), ""));
        return switch (Objects.toString(waiting.getReason(), "")) {
            case "ErrImagePull", "ImagePullBackOff", "RegistryUnavailable" ->
                Optional.of(pull(status.getImage(), words));
            case "ErrImageNeverPull" ->
                Optional.of(until(
                        EndReason.IMAGE_NOT_FOUND,
                        "The image " + status.getImage() + " is not on the node: " + words,
                        Duration.ZERO));
            case "InvalidImageName", "ImageInspectError", "SignatureValidationFailed" ->
                Optional.of(until(
                        EndReason.IMAGE_PULL_FAILED,
                        "The image " + status.getImage() + " can't be used: " + words,
                        Duration.ZERO));
            case "CreateContainerConfigError" -> Optional.of(misconfigured(words));
            case "CreateContainerError", "RunContainerError" ->
                Optional.of(until(
                        EndReason.START_FAILED,
                        "The container could not be started: " + words,
                        troubleSince(),
                        patience.imageRefused()));
            case "CrashLoopBackOff" ->
                Optional.of(until(
                        EndReason.INIT_FAILED,
                        "The container " + status.getName() + " starts and ends again and again: " + words,
                        patience.starting()));
            default -> Optional.empty();
        };
    }

    private Observation.Waiting pull(String image, String words) {
        // older kubelets don't repeat the registry's words while they back off
        String told = words.contains(": ")
                ? words
                : seen.saidOfPod("Failed", "pull image")
                        .map(KubernetesWords::cut)
                        .orElse(words);
        KubernetesPulls failure = KubernetesPulls.of(told, image);
        return until(
                failure.reason(),
                "The image " + image + " can't be pulled: " + told + failure.remedy(),
                troubleSince(),
                failure.worthRepeating() ? patience.imageUnavailable() : patience.imageRefused());
    }

    private Observation.Waiting misconfigured(String words) {
        boolean missing =
                Stream.of("not found", "couldn't find key", "failed to sync").anyMatch(words::contains);
        return until(
                missing ? EndReason.MISSING_REFERENCE : EndReason.INVALID_CONFIGURATION,
                "The container can't be configured: " + words,
                missing ? patience.missingReference() : patience.imageRefused());
    }

    /** A volume that is late is often told of and then there: a pod with its network has had all of its volumes. */
    private Optional<Observation.Waiting> unmounted() {
        if (KubernetesPods.condition(pod, "PodReadyToStartContainers", "True").isPresent()
                || seen.firstOfPod("Pulling").isPresent()
                || seen.firstOfPod("Pulled").isPresent()) {
            return Optional.empty();
        }
        return seen.said("Pod", "FailedMount")
                .or(() -> seen.said("Pod", "FailedAttachVolume"))
                .map(words -> until(
                        EndReason.MISSING_REFERENCE,
                        "A volume can't be mounted: " + KubernetesWords.cut(words),
                        patience.missingReference()));
    }

    private Observation.Waiting slow() {
        String trouble = seen.troubleOfPod()
                .map(words -> " The cluster says: " + KubernetesWords.cut(words))
                .orElse("");
        return quiet(until(
                EndReason.START_FAILED,
                "The pod was on its way for too long without its container starting." + trouble,
                patience.starting()));
    }

    private static Observation.Waiting quiet(Observation.Waiting waiting) {
        return new Observation.Waiting(waiting.reason(), waiting.message(), waiting.givenUpAt(), false);
    }

    /** A long pull that fails in the end has only just failed. */
    private Instant troubleSince() {
        Instant since = KubernetesPods.waitsSince(pod);
        return seen.firstOfPod("Failed").filter(since::isBefore).orElse(since);
    }

    private Observation.Waiting until(EndReason reason, String message, Duration longest) {
        return until(reason, message, KubernetesPods.waitsSince(pod), longest);
    }

    private static Observation.Waiting until(EndReason reason, String message, Instant since, Duration longest) {
        return new Observation.Waiting(reason, message, since.plus(longest), true);
    }
}
