package dev.slipway.dispatcher.kubernetes;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.Observation;
import dev.slipway.dispatcher.dispatch.Ending;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
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
            return gone(seen);
        }
        Optional<JobCondition> end = KubernetesJobs.end(job);
        if (end.isPresent() && !isBeingStopped(job, seen)) {
            return ended(seen, end.get());
        }
        return seen.newestPod()
                .map(pod -> unfinished(seen, job, pod, now))
                .orElseGet(() -> new KubernetesPodless(patience).of(seen, job));
    }

    /** A Job that is deleted soon after its end, as by its time to live, has ended all the same. */
    private Observation gone(KubernetesSnapshot seen) {
        return Optional.ofNullable(seen.past().job())
                .flatMap(KubernetesJobs::end)
                .map(end -> ended(seen, end))
                .orElseGet(Observation.Gone::new);
    }

    /** Some controllers count a pod as failed as soon as it is to go. */
    private static boolean isBeingStopped(Job job, KubernetesSnapshot seen) {
        return KubernetesJobs.isBeingDeleted(job)
                && seen.newestPod().filter(KubernetesPods::isAlive).isPresent();
    }

    private Observation ended(KubernetesSnapshot seen, JobCondition condition) {
        Pod pod = seen.lastPod().orElse(null);
        Instant startedAt = pod == null ? null : KubernetesPods.startedAt(pod);
        if ("Complete".equals(condition.getType())) {
            return new Observation.Ended(completed(), startedAt);
        }
        if ("DeadlineExceeded".equals(condition.getReason())) {
            return new Observation.Ended(deadline(seen, pod), startedAt);
        }
        Ending ending = pod == null ? podGone(seen, condition) : KubernetesEndings.of(pod);
        return new Observation.Ended(ending, startedAt);
    }

    private static Ending completed() {
        return new Ending(EndReason.COMPLETED, 0, "The process ended with exit code 0.");
    }

    /** A Job whose pods were never admitted ends with its deadline, which is not why it ends. */
    private Ending deadline(KubernetesSnapshot seen, @Nullable Pod pod) {
        String message =
                "The Job took longer than it may. Raise active_deadline_seconds in the pool or the job variables.";
        if (pod == null) {
            return KubernetesRefusals.ofPods(seen)
                    .orElseGet(() -> Ending.without(EndReason.DEADLINE_EXCEEDED, message));
        }
        String waited = KubernetesPods.startedAt(pod) == null
                ? " Its container had not started. "
                        + new KubernetesWaiting(patience, seen, pod).now().message()
                : "";
        return Ending.without(EndReason.DEADLINE_EXCEEDED, message + waited);
    }

    private static Ending podGone(KubernetesSnapshot seen, JobCondition condition) {
        return KubernetesRefusals.ofPods(seen)
                .orElseGet(() -> Ending.without(
                        EndReason.REMOVED,
                        "The pod was removed before anybody saw how it ended. The Job says: "
                                + Objects.toString(condition.getMessage(), condition.getReason())));
    }

    private Observation unfinished(KubernetesSnapshot seen, Job job, Pod pod, Instant now) {
        if (!KubernetesPods.isAlive(pod)) {
            return podEnded(job, pod, now);
        }
        if (isLost(pod, now)) {
            return new Observation.Ended(
                    Ending.without(
                            EndReason.NODE_LOST,
                            "The pod was to go and its node " + pod.getSpec().getNodeName()
                                    + " does not say that it has."),
                    KubernetesPods.startedAt(pod));
        }
        return "Pending".equals(KubernetesPods.phase(pod))
                ? new KubernetesWaiting(patience, seen, pod).now()
                : running(pod);
    }

    private boolean isLost(Pod pod, Instant now) {
        String deleted = pod.getMetadata().getDeletionTimestamp();
        return deleted != null && !now.isBefore(Instant.parse(deleted).plus(patience.nodeLost()));
    }

    private static Observation running(Pod pod) {
        Instant startedAt = KubernetesPods.startedAt(pod);
        return new Observation.Running(startedAt == null ? KubernetesPods.createdAt(pod) : startedAt);
    }

    /** Between the pod's end and the Job's. */
    private static Observation podEnded(Job job, Pod pod, Instant now) {
        Instant endedAt = KubernetesPods.endedAt(pod);
        Integer retries = job.getSpec().getBackoffLimit();
        boolean overdue = endedAt != null && now.isAfter(endedAt.plus(CONTROLLER));
        if (overdue && retries != null && retries == 0) {
            Ending ending = "Succeeded".equals(KubernetesPods.phase(pod)) ? completed() : KubernetesEndings.of(pod);
            return new Observation.Ended(ending, KubernetesPods.startedAt(pod));
        }
        return running(pod);
    }
}
