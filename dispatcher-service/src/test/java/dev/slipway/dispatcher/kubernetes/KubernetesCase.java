package dev.slipway.dispatcher.kubernetes;

import dev.slipway.dispatcher.container.Observation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Job and its pods as a cluster shows them. The Job was made at {@link #MADE}, its pod had a node a second later. */
final class KubernetesCase {
    static final Instant MADE = Instant.parse("2026-11-23T10:00:00Z");
    static final Instant PLACED = MADE.plusSeconds(1);
    static final KubernetesWatchConfig DEFAULTS = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(KubernetesWatchConfig.class)
            .build()
            .getConfigMapping(KubernetesWatchConfig.class);

    private static final String PLACED_CONDITION =
            "{type: PodScheduled, status: 'True', lastTransitionTime: '2026-11-23T10:00:01Z'}";

    private final List<Pod> pods = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private @Nullable Job job;
    private KubernetesPast past = KubernetesPast.UNKNOWN;

    private KubernetesCase(@Nullable Job job) {
        this.job = job;
    }

    /** A Job with that status, in YAML's short form. */
    static KubernetesCase job(String status) {
        return job("{backoffLimit: 0}", status);
    }

    static KubernetesCase job(String spec, String status) {
        return new KubernetesCase(read(Job.class, """
                metadata: {name: run, uid: u1, creationTimestamp: '2026-11-23T10:00:00Z'}
                spec: %s
                status: %s
                """.formatted(spec, status)));
    }

    /** A Job whose controller has not seen an end. */
    static KubernetesCase active() {
        return job("{startTime: '2026-11-23T10:00:00Z'}");
    }

    /** A Job that its controller says has failed. */
    static KubernetesCase failed() {
        return failed("BackoffLimitExceeded", "Job has reached the specified backoff limit");
    }

    static KubernetesCase failed(String reason, String message) {
        return job(
                "{conditions: [{type: Failed, status: 'True', reason: %s, message: '%s'}]}".formatted(reason, message));
    }

    /** The Job is gone, having been last seen like this. */
    KubernetesCase thenGone() {
        past = new KubernetesPast(job, List.copyOf(pods));
        job = null;
        pods.clear();
        return this;
    }

    /** The pods are gone, having been last seen like this. */
    KubernetesCase podsGone() {
        past = new KubernetesPast(null, List.copyOf(pods));
        pods.clear();
        return this;
    }

    KubernetesCase deletedAt(String time) {
        if (job != null) {
            job.getMetadata().setDeletionTimestamp(time);
        }
        return this;
    }

    /** A pod on a node, with that status. */
    KubernetesCase pod(String phase, String status) {
        return pod(phase, status, "{}");
    }

    /** A pod on a node whose one container has that state. */
    KubernetesCase container(String phase, String state) {
        return pod(phase, "containerStatuses: [" + status("main", state) + "]");
    }

    /** A pod on a node that was deleted. */
    KubernetesCase deletedPod(String phase, String state, String deletion) {
        return pod(phase, "containerStatuses: [" + status("main", state) + "]", deletion);
    }

    static String status(String container, String state) {
        return "{name: %s, image: 'registry.example/team/app:1', state: {%s}}".formatted(container, state);
    }

    private KubernetesCase pod(String phase, String status, String metadata) {
        Pod pod = read(Pod.class, """
                metadata: %s
                spec:
                  nodeName: node-1
                  containers: [{name: main}, {name: proxy}]
                  initContainers: [{name: fetch}, {name: sidecar, restartPolicy: Always}]
                status:
                  phase: %s
                  %s
                  %s
                """.formatted(
                        metadata,
                        phase,
                        status.contains("conditions: [") ? "" : "conditions: [" + PLACED_CONDITION + "]",
                        status.replace("\n", "\n  ")));
        pod.getMetadata().setName("run-" + pods.size());
        pod.getMetadata().setCreationTimestamp(MADE.toString());
        pods.add(pod);
        return this;
    }

    /** A pod without a node. */
    KubernetesCase unplacedPod(String conditions) {
        pods.add(read(Pod.class, """
                metadata: {name: run-x, creationTimestamp: '2026-11-23T10:00:00Z'}
                spec: {containers: [{name: main}]}
                status: {phase: Pending, conditions: [%s]}
                """.formatted(conditions)));
        return this;
    }

    KubernetesCase event(String kind, String reason, String message, Duration after) {
        String at = MADE.plus(after).toString();
        events.add(new EventBuilder()
                .withType(reason.startsWith("Fail") ? "Warning" : "Normal")
                .withReason(reason)
                .withMessage(message)
                .withFirstTimestamp(at)
                .withLastTimestamp(at)
                .withNewInvolvedObject()
                .withKind(kind)
                .endInvolvedObject()
                .build());
        return this;
    }

    Observation at(Instant now) {
        return new KubernetesDiagnosis(DEFAULTS).of(new KubernetesSnapshot(job, pods, events, past), now);
    }

    /** A minute after it was made. */
    Observation soon() {
        return at(MADE.plusSeconds(60));
    }

    private static <T> T read(Class<T> type, String yaml) {
        return Serialization.unmarshal(yaml, type);
    }
}
