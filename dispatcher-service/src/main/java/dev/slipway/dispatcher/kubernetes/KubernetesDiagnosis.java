package dev.slipway.dispatcher.kubernetes;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.Observation;
import dev.slipway.dispatcher.dispatch.Ending;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the state of a Job and its pods means for its attempt. Pure. A Job ends when its controller says so; until then a pod
 * that has ended may still be replaced.
 */
final class KubernetesDiagnosis {
    /** The Job's controller needs a moment to see the end of a pod; what it has not seen by then, it will not see. */
    private static final Duration CONTROLLER = Duration.ofMinutes(2);

    private final KubernetesWatchConfig patience;

    KubernetesDiagnosis(KubernetesWatchConfig patience) {
        this.patience = patience;
    }

    Observation of(KubernetesSnapshot seen, Instant now) {
        Job job = seen.job();
        if (job == null) {
            return new Observation.Gone();
        }
        Optional<Pod> pod = seen.newestPod();
        Optional<JobCondition> end = finished(job);
        if (end.isPresent()) {
            return ended(seen, end.get(), pod.orElse(null));
        }
        return pod.map(found -> unfinished(seen, job, found, now)).orElseGet(() -> podless(seen, job));
    }

    private static Optional<JobCondition> finished(Job job) {
        if (job.getStatus() == null) {
            return Optional.empty();
        }
        return job.getStatus().getConditions().stream()
                .filter(condition -> "True".equals(condition.getStatus()))
                .filter(condition -> "Complete".equals(condition.getType()) || "Failed".equals(condition.getType()))
                .findFirst();
    }

    private static Observation ended(KubernetesSnapshot seen, JobCondition condition, @Nullable Pod pod) {
        Instant startedAt = pod == null ? null : KubernetesPods.startedAt(pod);
        if ("Complete".equals(condition.getType())) {
            return new Observation.Ended(
                    new Ending(EndReason.COMPLETED, 0, "The process ended with exit code 0."), startedAt);
        }
        if ("DeadlineExceeded".equals(condition.getReason())) {
            return new Observation.Ended(deadline(seen, pod), startedAt);
        }
        Ending ending = pod == null ? podGone(seen, condition) : KubernetesPods.ending(pod);
        return new Observation.Ended(ending, startedAt);
    }

    /** A Job whose pods were never admitted ends with its deadline, which is not why it ends. */
    private static Ending deadline(KubernetesSnapshot seen, @Nullable Pod pod) {
        if (pod == null) {
            Optional<Ending> refused = KubernetesRefusals.ofPods(seen);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        return Ending.without(
                EndReason.DEADLINE_EXCEEDED,
                "The Job took longer than it may. Raise active_deadline_seconds in the pool or the job variables.");
    }

    private static Ending podGone(KubernetesSnapshot seen, JobCondition condition) {
        return KubernetesRefusals.ofPods(seen)
                .orElseGet(() -> Ending.without(
                        EndReason.REMOVED,
                        "The pod was removed before anybody saw how it ended. The Job says: "
                                + condition.getMessage()));
    }

    private Observation podless(KubernetesSnapshot seen, Job job) {
        Instant since = Instant.parse(job.getMetadata().getCreationTimestamp());
        if (job.getMetadata().getDeletionTimestamp() != null) {
            return new Observation.Waiting(EndReason.REMOVED, "The Job is being deleted.", null);
        }
        if (Boolean.TRUE.equals(job.getSpec().getSuspend())) {
            return new Observation.Waiting(
                    EndReason.UNSCHEDULABLE, "The Job is suspended: something else decides when it starts.", null);
        }
        return KubernetesRefusals.ofPods(seen)
                .map(refused ->
                        new Observation.Waiting(refused.reason(), refused.message(), since.plus(patience.admission())))
                .orElseGet(() -> new Observation.Waiting(
                        EndReason.INFRASTRUCTURE_UNAVAILABLE,
                        "The cluster made no pod for the Job.",
                        since.plus(patience.admission())));
    }

    private Observation unfinished(KubernetesSnapshot seen, Job job, Pod pod, Instant now) {
        String phase = pod.getStatus() == null
                ? "Pending"
                : String.valueOf(pod.getStatus().getPhase());
        return switch (phase) {
            case "Running", "Unknown" -> running(pod, now);
            case "Succeeded", "Failed" -> podEnded(job, pod, now);
            default -> new KubernetesWaiting(patience).of(seen, pod);
        };
    }

    private Observation running(Pod pod, Instant now) {
        Instant startedAt = KubernetesPods.startedAt(pod);
        String deleted = pod.getMetadata().getDeletionTimestamp();
        if (deleted != null && !now.isBefore(Instant.parse(deleted).plus(patience.nodeLost()))) {
            Ending lost = Ending.without(
                    EndReason.NODE_LOST,
                    "The pod was to go and its node " + pod.getSpec().getNodeName() + " does not say that it has.");
            return new Observation.Ended(lost, startedAt);
        }
        return new Observation.Running(startedAt == null ? KubernetesPods.createdAt(pod) : startedAt);
    }

    /** Between the pod's end and the Job's. */
    private static Observation podEnded(Job job, Pod pod, Instant now) {
        Instant startedAt = KubernetesPods.startedAt(pod);
        Instant endedAt = KubernetesPods.endedAt(pod);
        Integer retries = job.getSpec().getBackoffLimit();
        boolean overdue = endedAt != null && now.isAfter(endedAt.plus(CONTROLLER));
        if (overdue && retries != null && retries == 0) {
            return new Observation.Ended(KubernetesPods.ending(pod), startedAt);
        }
        return new Observation.Running(startedAt == null ? KubernetesPods.createdAt(pod) : startedAt);
    }
}
