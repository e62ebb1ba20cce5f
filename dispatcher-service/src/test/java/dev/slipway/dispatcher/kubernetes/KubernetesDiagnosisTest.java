package dev.slipway.dispatcher.kubernetes;

import static dev.slipway.dispatcher.kubernetes.KubernetesCase.MADE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.Observation;
import dev.slipway.dispatcher.dispatch.Ending;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When Jobs have ended, and why. */
class KubernetesDiagnosisTest {
    private static final String STARTED = "startedAt: '2026-11-23T10:00:05Z', finishedAt: '2026-11-23T10:00:30Z'";

    @Test
    void aCompleteJobHasEndedWell() {
        Observation.Ended ended = ended(KubernetesCase.job("{conditions: [{type: Complete, status: 'True'}]}")
                .container("Succeeded", "terminated: {exitCode: 0, " + STARTED + "}"));

        assertThat(ended.ending().reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(ended.startedAt()).isEqualTo(Instant.parse("2026-11-23T10:00:05Z"));
    }

    @Test
    void aJobThatIsAboutToFailHasNotEnded() {
        assertThat(KubernetesCase.job("{conditions: [{type: FailureTarget, status: 'True'}]}")
                        .container("Running", "running: {startedAt: '2026-11-23T10:00:05Z'}")
                        .soon())
                .isInstanceOf(Observation.Running.class);
    }

    @Test
    void aDeadlineIsToldWithWhatItWaitedFor() {
        Ending running = ending(deadline().container("Failed", "terminated: {exitCode: 143, " + STARTED + "}"));
        Ending waiting =
                ending(deadline().container("Pending", "waiting: {reason: ErrImagePull, message: 'x: i/o timeout'}"));
        Ending refused = ending(deadline()
                .event(
                        "Job",
                        "FailedCreate",
                        "pods \"run\" is forbidden: exceeded quota: tight",
                        Duration.ofSeconds(1)));

        assertThat(running.reason()).isEqualTo(EndReason.DEADLINE_EXCEEDED);
        assertThat(running.message()).endsWith("active_deadline_seconds in the pool or the job variables.");
        assertThat(waiting.reason()).isEqualTo(EndReason.DEADLINE_EXCEEDED);
        assertThat(waiting.message()).contains("active_deadline_seconds").contains("i/o timeout");
        assertThat(refused.reason()).isEqualTo(EndReason.QUOTA_EXCEEDED);
    }

    private static KubernetesCase deadline() {
        return KubernetesCase.failed("DeadlineExceeded", "Job was active longer than specified deadline");
    }

    @Test
    void aJobThatFailedWithoutAPodTellsItsOwnReason() {
        Ending ending = ending(KubernetesCase.failed());

        assertThat(ending.reason()).isEqualTo(EndReason.REMOVED);
        assertThat(ending.message()).contains("backoff limit");
    }

    @Test
    void aPodThatIsGoneIsRemembered() {
        Ending ending = ending(KubernetesCase.failed()
                .container("Failed", "terminated: {exitCode: 3, " + STARTED + "}")
                .podsGone());

        assertThat(ending.exitCode()).isEqualTo(3);
    }

    @Test
    void aRefusalBeforeThePodIsNotWhyThePodWent() {
        Ending ending = ending(KubernetesCase.failed()
                .event("Job", "FailedCreate", "exceeded quota: tight", Duration.ofSeconds(1))
                .event("Job", "SuccessfulCreate", "Created pod: run-1", Duration.ofSeconds(10)));

        assertThat(ending.reason()).isEqualTo(EndReason.REMOVED);
    }

    @Test
    void aJobThatIsGoneIsGone() {
        assertThat(KubernetesCase.active().thenGone().soon()).isInstanceOf(Observation.Gone.class);
    }

    @Test
    void aJobThatWasDeletedAfterItsEndHasEnded() {
        Observation.Ended ended = ended(KubernetesCase.failed()
                .container("Failed", "terminated: {exitCode: 3, " + STARTED + "}")
                .thenGone());

        assertThat(ended.ending().reason()).isEqualTo(EndReason.EXITED);
        assertThat(ended.startedAt()).isNotNull();
    }

    @Test
    void aPodOnADeadNodeIsLostSomeTimeAfterItShouldHaveGone() {
        KubernetesCase stuck = KubernetesCase.active()
                .deletedPod(
                        "Running",
                        "running: {startedAt: '2026-11-23T10:00:05Z'}",
                        "{deletionTimestamp: '2026-11-23T10:10:00Z', deletionGracePeriodSeconds: 30}");

        assertThat(stuck.at(MADE.plus(Duration.ofMinutes(14)))).isInstanceOf(Observation.Running.class);
        assertThat(ended(stuck.at(MADE.plus(Duration.ofMinutes(15)))).ending().reason())
                .isEqualTo(EndReason.NODE_LOST);
    }

    @Test
    void aPodOnASilentNodeRunsUntilTheClusterGivesItUp() {
        assertThat(KubernetesCase.active()
                        .container("Unknown", "running: {startedAt: '2026-11-23T10:00:05Z'}")
                        .at(MADE.plus(Duration.ofHours(3))))
                .isInstanceOf(Observation.Running.class);
    }

    @Test
    void aJobThatIsDeletedEndsWhenItsPodHas() {
        KubernetesCase stopping = KubernetesCase.failed()
                .deletedAt("2026-11-23T10:00:50Z")
                .container("Running", "running: {startedAt: '2026-11-23T10:00:05Z'}");

        assertThat(stopping.soon()).isInstanceOf(Observation.Running.class);
    }

    @Test
    void theJobsControllerHasTheLastWordButNotForEver() {
        KubernetesCase ended =
                KubernetesCase.active().container("Failed", "terminated: {exitCode: 3, " + STARTED + "}");
        KubernetesCase evicted = KubernetesCase.active().pod("Failed", "reason: Evicted");
        KubernetesCase repeated = KubernetesCase.job("{backoffLimit: 2}", "{}")
                .container("Failed", "terminated: {exitCode: 3, " + STARTED + "}");

        assertThat(ended.soon()).isInstanceOf(Observation.Running.class);
        assertThat(ended(ended.at(MADE.plusSeconds(200))).ending().exitCode()).isEqualTo(3);
        assertThat(ended(evicted.at(MADE.plusSeconds(200))).ending().reason()).isEqualTo(EndReason.EVICTED);
        assertThat(repeated.at(MADE.plusSeconds(200))).isInstanceOf(Observation.Running.class);
    }

    private static Ending ending(KubernetesCase seen) {
        return ended(seen).ending();
    }

    private static Observation.Ended ended(KubernetesCase seen) {
        return ended(seen.soon());
    }

    private static Observation.Ended ended(Observation seen) {
        assertThat(seen).isInstanceOf(Observation.Ended.class);
        return (Observation.Ended) seen;
    }
}
