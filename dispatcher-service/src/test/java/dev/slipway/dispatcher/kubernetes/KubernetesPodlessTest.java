package dev.slipway.dispatcher.kubernetes;

import static dev.slipway.dispatcher.kubernetes.KubernetesCase.DEFAULTS;
import static dev.slipway.dispatcher.kubernetes.KubernetesCase.MADE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.Observation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Jobs without pods wait for. */
class KubernetesPodlessTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        pods "r" is forbidden: exceeded quota: tight, requested: pods=1, used: pods=0, limited: pods=0         | QUOTA_EXCEEDED
        pods "r" is forbidden: failed quota: tight: must specify limits.cpu for: prefect-job                   | REFUSED_BY_CLUSTER
        pods "r" is forbidden: maximum memory usage per Container is 1Gi, but limit is 2Gi                     | REFUSED_BY_CLUSTER
        pods "r" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true                  | REFUSED_BY_CLUSTER
        admission webhook "policy.example" denied the request: no                                              | REFUSED_BY_CLUSTER
        Internal error occurred: failed calling webhook "policy.example": dial tcp: connection refused         | INFRASTRUCTURE_UNAVAILABLE
        pods "r" is forbidden: error looking up service account runs/robot: serviceaccount "robot" not found   | MISSING_REFERENCE
        pods "r" is forbidden: no PriorityClass with name urgent was found                                     | MISSING_REFERENCE
        pods "r" is forbidden: pod rejected: RuntimeClass "gvisor" not found                                   | MISSING_REFERENCE
        pods "r" is forbidden: unable to create new content in namespace runs because it is being terminated   | NAMESPACE_MISSING
        """)
    void aPodThatIsNotAdmittedIsToldInTheClustersWords(String words, EndReason reason) {
        Observation.Waiting waiting = waiting(KubernetesCase.active()
                .event("Job", "FailedCreate", "Error creating: " + words, Duration.ofSeconds(2)));

        assertThat(waiting.reason()).isEqualTo(reason);
        assertThat(waiting.message()).contains(words);
        assertThat(waiting.givenUpAt()).isEqualTo(MADE.plus(DEFAULTS.admission()));
    }

    @Test
    void theNewestRefusalCountsInWhateverOrderTheyCome() {
        Observation.Waiting waiting = waiting(KubernetesCase.active()
                .event("Job", "FailedCreate", "exceeded quota: tight", Duration.ofSeconds(9))
                .event("Job", "FailedCreate", "admission webhook \"x\" denied the request", Duration.ofSeconds(2)));

        assertThat(waiting.reason()).isEqualTo(EndReason.QUOTA_EXCEEDED);
    }

    @Test
    void aJobWithoutAPodAndWithoutAReasonIsNotWaitedForForEver() {
        Observation.Waiting waiting = waiting(KubernetesCase.active());

        assertThat(waiting.reason()).isEqualTo(EndReason.INFRASTRUCTURE_UNAVAILABLE);
        assertThat(waiting.givenUpAt()).isEqualTo(MADE.plus(DEFAULTS.admission()));
    }

    @Test
    void aPodThatIsGoneIsNotThoughtToRun() {
        Observation.Waiting waiting = waiting(KubernetesCase.active()
                .deletedPod(
                        "Running",
                        "running: {startedAt: '2026-11-23T10:00:05Z'}",
                        "{deletionTimestamp: '2026-11-23T12:00:00Z'}")
                .podsGone());

        assertThat(waiting.message()).contains("The pod is gone");
        assertThat(waiting.givenUpAt())
                .isEqualTo(Instant.parse("2026-11-23T12:00:00Z").plus(DEFAULTS.admission()));
    }

    @Test
    void aSuspendedJobWaitsForEverAndForItsPodAnewWhenItIsResumed() {
        assertThat(waiting(KubernetesCase.job("{suspend: true}", "{}")).givenUpAt())
                .isNull();
        assertThat(waiting(KubernetesCase.job("{}", "{conditions: [{type: Suspended, status: 'True'}]}"))
                        .givenUpAt())
                .isNull();
        assertThat(waiting(KubernetesCase.job("{}", "{startTime: '2026-11-23T15:00:00Z'}"))
                        .givenUpAt())
                .isEqualTo(Instant.parse("2026-11-23T15:00:00Z").plus(DEFAULTS.admission()));
        assertThat(waiting(KubernetesCase.job("{}", """
                        {conditions: [{type: Suspended, status: 'False', lastTransitionTime: '2026-11-23T16:00:00Z'}]}
                        """)).givenUpAt())
                .isEqualTo(Instant.parse("2026-11-23T16:00:00Z").plus(DEFAULTS.admission()));
    }

    @Test
    void aJobThatIsBeingDeletedIsWaitedFor() {
        Observation.Waiting waiting = waiting(KubernetesCase.active().deletedAt("2026-11-23T10:00:50Z"));

        assertThat(waiting.reason()).isEqualTo(EndReason.REMOVED);
        assertThat(waiting.givenUpAt()).isNull();
    }

    private static Observation.Waiting waiting(KubernetesCase seen) {
        Observation now = seen.soon();
        assertThat(now).isInstanceOf(Observation.Waiting.class);
        return (Observation.Waiting) now;
    }
}
