package dev.slipway.dispatcher.kubernetes;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a Job says of itself. Pure. */
final class KubernetesJobs {
    private KubernetesJobs() {}

    /** The condition that says that it has ended; there is one at most. */
    static Optional<JobCondition> end(Job job) {
        return conditions(job)
                .filter(condition -> "True".equals(condition.getStatus()))
                .filter(condition -> "Complete".equals(condition.getType()) || "Failed".equals(condition.getType()))
                .findFirst();
    }

    static boolean isBeingDeleted(Job job) {
        return job.getMetadata().getDeletionTimestamp() != null;
    }

    /** Whether something else decides when it runs; its controller may say so for a moment longer than its specification. */
    static boolean isSuspended(Job job) {
        return Boolean.TRUE.equals(job.getSpec().getSuspend())
                || suspension(job)
                        .filter(condition -> "True".equals(condition.getStatus()))
                        .findAny()
                        .isPresent();
    }

    /** Since when it has been allowed to have a pod. */
    static Instant wantsPodSince(Job job) {
        Stream<String> started = job.getStatus() == null
                ? Stream.empty()
                : Stream.ofNullable(job.getStatus().getStartTime());
        return Stream.of(
                        Stream.of(job.getMetadata().getCreationTimestamp()),
                        started,
                        suspension(job).map(JobCondition::getLastTransitionTime))
                .flatMap(times -> times)
                .filter(Objects::nonNull)
                .map(Instant::parse)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Stream<JobCondition> suspension(Job job) {
        return conditions(job).filter(condition -> "Suspended".equals(condition.getType()));
    }

    private static Stream<JobCondition> conditions(Job job) {
        return job.getStatus() == null ? Stream.empty() : job.getStatus().getConditions().stream();
    }
}
