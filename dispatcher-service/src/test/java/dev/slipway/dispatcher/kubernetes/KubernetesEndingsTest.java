package dev.slipway.dispatcher.kubernetes;

import static dev.slipway.dispatcher.kubernetes.KubernetesCase.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.Observation;
import dev.slipway.dispatcher.dispatch.Ending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why pods end. */
class KubernetesEndingsTest {
    private static final String STARTED = "startedAt: '2026-11-23T10:00:05Z', finishedAt: '2026-11-23T10:00:30Z'";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        1   | Error     | EXITED        | exit code 1. It says: last line
        3   | Error     | EXITED        | exit code 3
        139 | Error     | EXITED        | SIGSEGV
        143 | Error     | KILLED        | SIGTERM
        137 | Error     | KILLED        | SIGKILL
        137 | OOMKilled | OUT_OF_MEMORY | memory_limit
        1   | OOMKilled | OUT_OF_MEMORY | memory_limit
        126 | Error     | START_FAILED  | may not be executed (exit code 126). It says: last line
        127 | Error     | START_FAILED  | no such program (exit code 127). It says: last line
        """)
    void theContainersEndIsTheRuns(int code, String reason, EndReason expected, String words) {
        Ending ending = ending(KubernetesCase.failed().container("Failed", """
                terminated: {exitCode: %d, reason: %s, message: "first\\nlast line\\n", %s}
                """.formatted(code, reason, STARTED)));

        assertThat(ending.reason()).isEqualTo(expected);
        assertThat(ending.exitCode()).isEqualTo(code);
        assertThat(ending.message()).contains(words);
    }

    @Test
    void aCommandThatCanNotBeStartedHasNeverRun() {
        Observation.Ended ended = ended(KubernetesCase.failed().container("Failed", """
                terminated: {exitCode: 128, reason: StartError, startedAt: '1970-01-01T00:00:00Z',
                finishedAt: '2026-11-23T10:00:05Z',
                message: 'exec: "nope": executable file not found in $PATH: unknown'}
                """));

        assertThat(ended.ending().reason()).isEqualTo(EndReason.START_FAILED);
        assertThat(ended.ending().message()).contains("executable file not found");
        assertThat(ended.startedAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        TerminationByKubelet  | EVICTED   | evicted
        PreemptionByScheduler | PREEMPTED | higher priority
        EvictionByEvictionAPI | PREEMPTED | leave its node
        DeletionByTaintManager| NODE_LOST | node
        DeletionByPodGC       | NODE_LOST | node
        SomethingNew          | PREEMPTED | disrupted
        """)
    void disruptionsAreTheClustersFault(String reason, EndReason expected, String words) {
        Ending ending = ending(KubernetesCase.failed().pod("Failed", """
                conditions: [{type: DisruptionTarget, status: 'True', reason: %s, message: its own words}]
                containerStatuses: [%s]
                """.formatted(
                        reason, status("main", "terminated: {exitCode: 137, reason: Error, " + STARTED + "}"))));

        assertThat(ending.reason()).isEqualTo(expected);
        assertThat(ending.reason().isInfrastructureFault()).isTrue();
        assertThat(ending.message()).contains(words).contains("its own words");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Evicted                  | The node was low on resource: memory.                         | EVICTED
        Terminated               | Pod was terminated in response to imminent node shutdown.     | EVICTED
        NodeLost                 | Node node-1 which was running pod run is unresponsive         | NODE_LOST
        Preempting               | Preempted in order to admit critical pod                      | PREEMPTED
        DeadlineExceeded         | Pod was active on the node longer than the specified deadline | DEADLINE_EXCEEDED
        OutOfcpu                 | Pod was rejected: Node didn't have enough resource: cpu       | NODE_REJECTED
        OutOfmemory              | Pod was rejected: Node didn't have enough resource: memory    | NODE_REJECTED
        OutOfpods                | Pod was rejected: Node didn't have enough resource: pods      | NODE_REJECTED
        NodeAffinity             | Pod was rejected: Predicate NodeAffinity failed               | NODE_REJECTED
        NodeShutdown             | Pod was rejected as the node is shutting down.                | NODE_REJECTED
        UnexpectedAdmissionError | Allocate failed due to no healthy devices present             | NODE_REJECTED
        TopologyAffinityError    | Resources cannot be allocated with Topology locality          | NODE_REJECTED
        SysctlForbidden          | forbidden sysctl: "kernel.msgmax" not allowlisted             | INVALID_CONFIGURATION
        """)
    void thePodsOwnReasonCounts(String reason, String message, EndReason expected) {
        Ending ending = ending(KubernetesCase.failed()
                .pod("Failed", "reason: %s\nmessage: '%s'".formatted(reason, message.replace("'", "''"))));

        assertThat(ending.reason()).isEqualTo(expected);
        assertThat(ending.message()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Usage of EmptyDir volume "scratch" exceeds the limit "1Gi".
        Pod ephemeral local storage usage exceeds the total limit of containers 1Gi.
        Container main exceeded its local ephemeral storage limit "1Gi".
        """)
    void anEvictionForItsOwnLimitIsNotTheNodesFault(String message) {
        Ending ending = ending(
                KubernetesCase.failed()
                        .pod(
                                "Failed",
                                "reason: Evicted\nmessage: '" + message
                                        + "'\nconditions: [{type: DisruptionTarget, status: 'True', reason: TerminationByKubelet}]"));

        assertThat(ending.reason()).isEqualTo(EndReason.KILLED);
        assertThat(ending.message()).contains("ephemeral-storage").contains(message);
    }

    @Test
    void aNodeThatForgotItsContainerIsLost() {
        Ending ending = ending(KubernetesCase.failed().container("Failed", """
                terminated: {exitCode: 137, reason: ContainerStatusUnknown, startedAt: null, finishedAt: null,
                message: The container could not be located when the pod was terminated}
                """));

        assertThat(ending.reason()).isEqualTo(EndReason.NODE_LOST);
    }

    @Test
    void anInitContainerThatFailsIsNamed() {
        Ending ending = ending(KubernetesCase.failed().pod("Failed", """
                initContainerStatuses: [%s]
                containerStatuses: [%s]
                """.formatted(
                status("fetch", "terminated: {exitCode: 4, reason: Error, message: no such bucket, " + STARTED + "}"),
                status("main", "waiting: {reason: PodInitializing}"))));

        assertThat(ending.reason()).isEqualTo(EndReason.INIT_FAILED);
        assertThat(ending.exitCode()).isEqualTo(4);
        assertThat(ending.message()).contains("fetch").contains("no such bucket");
    }

    @Test
    void aSidecarThatIsStoppedAfterTheRunIsNotWhyItFailed() {
        Ending ending = ending(KubernetesCase.failed().pod("Failed", """
                initContainerStatuses: [%s]
                containerStatuses: [%s]
                """.formatted(
                        status("sidecar", "terminated: {exitCode: 137, reason: Error, " + STARTED + "}"),
                        status("main", "terminated: {exitCode: 3, reason: Error, " + STARTED + "}"))));

        assertThat(ending.reason()).isEqualTo(EndReason.EXITED);
        assertThat(ending.exitCode()).isEqualTo(3);
    }

    @Test
    void anotherContainersFailureIsNotCalledAGoodEnd() {
        Ending ending = ending(KubernetesCase.failed()
                .pod(
                        "Failed",
                        "containerStatuses: [%s, %s]"
                                .formatted(
                                        status("main", "terminated: {exitCode: 0, reason: Completed, " + STARTED + "}"),
                                        status("proxy", "terminated: {exitCode: 2, reason: Error, " + STARTED + "}"))));

        assertThat(ending.reason()).isEqualTo(EndReason.EXITED);
        assertThat(ending.message()).contains("proxy").contains("exit code 2");
    }

    @Test
    void aPodThatSomebodyDeletedWasRemovedAndNotKilled() {
        var deletion = "{deletionTimestamp: '2026-11-23T10:00:55Z', deletionGracePeriodSeconds: 30}";
        Ending killed = ending(KubernetesCase.failed()
                .deletedPod("Failed", "terminated: {exitCode: 143, reason: Error, " + STARTED + "}", deletion));
        Ending stillRunning = ending(KubernetesCase.failed()
                .deletedPod("Running", "running: {startedAt: '2026-11-23T10:00:05Z'}", deletion));

        assertThat(killed.reason()).isEqualTo(EndReason.REMOVED);
        assertThat(killed.exitCode()).isEqualTo(143);
        assertThat(stillRunning.reason()).isEqualTo(EndReason.REMOVED);
    }

    /** The kubelet shortens the grace to nothing when all has ended, and the API server then sets the time anew. */
    @Test
    void aPodThatWasKilledIsNoLessDeletedWhenTheKubeletLetsItGo() {
        var released = "{deletionTimestamp: '2026-11-23T10:00:31Z', deletionGracePeriodSeconds: 0}";

        assertThat(ending(KubernetesCase.failed()
                                .deletedPod(
                                        "Failed",
                                        "terminated: {exitCode: 137, reason: Error, " + STARTED + "}",
                                        released))
                        .reason())
                .isEqualTo(EndReason.REMOVED);
        assertThat(ending(KubernetesCase.failed()
                                .deletedPod(
                                        "Failed",
                                        "terminated: {exitCode: 3, reason: Error, " + STARTED + "}",
                                        released))
                        .reason())
                .isEqualTo(EndReason.EXITED);
    }

    @Test
    void aPodThatWasDeletedAfterItsEndEndedByItself() {
        Ending ending = ending(KubernetesCase.failed()
                .deletedPod(
                        "Failed",
                        "terminated: {exitCode: 137, reason: OOMKilled, " + STARTED + "}",
                        "{deletionTimestamp: '2026-11-23T10:01:10Z', deletionGracePeriodSeconds: 30}"));

        assertThat(ending.reason()).isEqualTo(EndReason.OUT_OF_MEMORY);
    }

    private static Ending ending(KubernetesCase seen) {
        return ended(seen).ending();
    }

    private static Observation.Ended ended(KubernetesCase seen) {
        Observation now = seen.soon();
        assertThat(now).isInstanceOf(Observation.Ended.class);
        return (Observation.Ended) now;
    }
}
