package dev.slipway.dispatcher.kubernetes;

import static dev.slipway.dispatcher.kubernetes.KubernetesCase.DEFAULTS;
import static dev.slipway.dispatcher.kubernetes.KubernetesCase.MADE;
import static dev.slipway.dispatcher.kubernetes.KubernetesCase.PLACED;
import static dev.slipway.dispatcher.kubernetes.KubernetesCase.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.Observation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Jobs and pods wait for, and for how long. */
class KubernetesWaitingTest {
    private static final String PULL = "failed to pull and unpack image \"registry.example/team/app:1\": ";

    /** The words are those of containerd. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        failed to resolve reference "registry.example/team/app:1": registry.example/team/app:1: not found                                             | IMAGE_NOT_FOUND      | 20s
        failed to resolve reference "r": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope | IMAGE_PULL_DENIED    | 20s
        failed to resolve reference "r": failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized                     | IMAGE_PULL_DENIED    | 20s
        failed to resolve reference "r": unexpected status from HEAD request to https://registry.example/v2/team/app/manifests/1: 403 Forbidden        | IMAGE_PULL_DENIED    | 20s
        no match for platform in manifest: not found                                                                                                  | IMAGE_PULL_FAILED    | 20s
        failed to do request: Head "https://registry.example/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority    | IMAGE_PULL_FAILED    | 20s
        failed to do request: Head "https://registry.example/v2/": http: server gave HTTP response to HTTPS client                                     | IMAGE_PULL_FAILED    | 20s
        failed to copy: httpReadSeeker: failed open: unexpected status code https://registry.example/v2/: 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit. | REGISTRY_UNAVAILABLE | 180s
        failed to do request: Head "https://registry.example/v2/": dial tcp: lookup registry.example on 10.0.0.2:53: no such host                      | REGISTRY_UNAVAILABLE | 180s
        failed to do request: Head "https://registry.example/v2/": dial tcp 10.1.2.3:443: i/o timeout                                                  | REGISTRY_UNAVAILABLE | 180s
        failed to resolve reference "r": unexpected status from HEAD request to https://registry.example/v2/team/app/manifests/1: 503 Service Unavailable | REGISTRY_UNAVAILABLE | 180s
        """)
    void aPullThatFailsIsWaitedForAsLongAsItMayHelp(String words, EndReason reason, String longest) {
        for (String state : new String[] {"ErrImagePull", "ImagePullBackOff"}) {
            Observation.Waiting waiting = pending(state, "rpc error: code = Unknown desc = " + PULL + words);

            assertThat(waiting.reason()).isEqualTo(reason);
            assertThat(waiting.message())
                    .contains("registry.example/team/app:1")
                    .contains(words);
            assertThat(waiting.givenUpAt()).isEqualTo(PLACED.plus(Duration.parse("PT" + longest)));
        }
    }

    @Test
    void whatToDoIsSaid() {
        assertThat(pending("ErrImagePull", PULL + "401 Unauthorized").message()).contains("image_pull_secrets");
        assertThat(pending("ErrImagePull", PULL + "not found").message()).contains("Is it pushed");
    }

    @Test
    void anImagesNameIsNotTheRegistrysAnswer() {
        Observation.Waiting waiting = waiting(KubernetesCase.active().pod("Pending", """
                containerStatuses: [{name: main, image: 'registry.example/forbidden-fruit:1', state: {waiting: {
                reason: ErrImagePull, message: 'failed to pull "registry.example/forbidden-fruit:1": i/o timeout'}}}]
                """));

        assertThat(waiting.reason()).isEqualTo(EndReason.REGISTRY_UNAVAILABLE);
    }

    @Test
    void theRegistrysWordsAreFoundInEventsWhereTheKubeletDoesNotRepeatThem() {
        Observation.Waiting waiting = waiting(KubernetesCase.active()
                .container(
                        "Pending", waits("ImagePullBackOff", "Back-off pulling image \"registry.example/team/app:1\""))
                .event("Pod", "Failed", "Error: ErrImagePull", Duration.ofSeconds(3))
                .event("Pod", "Failed", "Failed to pull image \"x\": 401 Unauthorized", Duration.ofSeconds(3)));

        assertThat(waiting.reason()).isEqualTo(EndReason.IMAGE_PULL_DENIED);
        assertThat(waiting.message()).contains("401 Unauthorized");
    }

    @Test
    void aPullThatFailsLateHasOnlyJustFailed() {
        Observation.Waiting waiting = waiting(KubernetesCase.active()
                .container("Pending", waits("ErrImagePull", PULL + "i/o timeout"))
                .event("Pod", "Failed", "Failed to pull image: i/o timeout", Duration.ofMinutes(20)));

        assertThat(waiting.givenUpAt()).isEqualTo(MADE.plus(Duration.ofMinutes(23)));
    }

    @Test
    void theTimeOfInitContainersIsNotTheImages() {
        Observation.Waiting waiting = waiting(KubernetesCase.active().pod("Pending", """
                initContainerStatuses: [%s]
                containerStatuses: [%s]
                """.formatted(
                        status("fetch", "terminated: {exitCode: 0, finishedAt: '2026-11-23T11:00:00Z'}"),
                        status("main", waits("ErrImagePull", PULL + "not found")))));

        assertThat(waiting.givenUpAt()).isEqualTo(Instant.parse("2026-11-23T11:00:20Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        InvalidImageName           | couldn't parse image name "A:1": invalid reference format          | IMAGE_PULL_FAILED     | 0s
        ErrImageNeverPull          | Container image is not present with pull policy of Never           | IMAGE_NOT_FOUND       | 0s
        ImageInspectError          | Failed to inspect image                                            | IMAGE_PULL_FAILED     | 0s
        SignatureValidationFailed  | image pull failed because the signature validation failed          | IMAGE_PULL_FAILED     | 0s
        RegistryUnavailable        | image pull failed because the registry is unavailable: 503         | REGISTRY_UNAVAILABLE  | 180s
        CreateContainerConfigError | secret "settings" not found                                        | MISSING_REFERENCE     | 60s
        CreateContainerConfigError | couldn't find key password in Secret runs/settings                 | MISSING_REFERENCE     | 60s
        CreateContainerConfigError | container has runAsNonRoot and image will run as root              | INVALID_CONFIGURATION | 20s
        CreateContainerError       | failed to generate container spec: no command specified            | START_FAILED          | 20s
        RunContainerError          | failed to create containerd task                                   | START_FAILED          | 20s
        CrashLoopBackOff           | back-off 5m0s restarting failed container=sidecar                  | INIT_FAILED           | 1800s
        """)
    void whatAContainerLacksIsWaitedFor(String state, String words, EndReason reason, String longest) {
        Observation.Waiting waiting = pending(state, words);

        assertThat(waiting.reason()).isEqualTo(reason);
        assertThat(waiting.message()).contains(words);
        assertThat(waiting.givenUpAt()).isEqualTo(PLACED.plus(Duration.parse("PT" + longest)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {type: PodScheduled, status: 'False', reason: Unschedulable, message: '0/1 nodes are available: 1 Insufficient cpu'} | No node can take the pod: 0/1 nodes are available
        {type: PodScheduled, status: 'False', reason: SchedulerError, message: 'binding rejected'}                           | No node can take the pod: binding rejected
        {type: PodScheduled, status: 'False', reason: SchedulingGated, message: 'non-empty scheduling gates'}                | Something else decides
        ``                                                                                                                   | No scheduler
        """)
    void aPodWithoutANodeKeepsWaiting(String condition, String words) {
        Observation.Waiting waiting = waiting(KubernetesCase.active().unplacedPod(condition));

        assertThat(waiting.reason()).isEqualTo(EndReason.UNSCHEDULABLE);
        assertThat(waiting.message()).contains(words);
        assertThat(waiting.givenUpAt()).isEqualTo(MADE.plus(DEFAULTS.scheduling()));
    }

    @Test
    void aVolumeThatCanNotBeMountedIsMissed() {
        for (String reason : new String[] {"FailedMount", "FailedAttachVolume"}) {
            Observation.Waiting waiting = waiting(creating()
                    .event(
                            "Pod",
                            reason,
                            "MountVolume.SetUp failed: configmap \"x\" not found",
                            Duration.ofSeconds(4)));

            assertThat(waiting.reason()).isEqualTo(EndReason.MISSING_REFERENCE);
            assertThat(waiting.message()).contains("configmap \"x\" not found");
            assertThat(waiting.givenUpAt()).isEqualTo(PLACED.plus(DEFAULTS.missingReference()));
        }
    }

    @Test
    void aVolumeThatWasLateIsNotMissedDuringTheLongPullThatFollows() {
        KubernetesCase pulling = creating()
                .event("Pod", "FailedMount", "failed to sync configmap cache", Duration.ofSeconds(2))
                .event("Pod", "Pulling", "Pulling image", Duration.ofSeconds(4));
        KubernetesCase connected = KubernetesCase.active()
                .pod("Pending", """
                        conditions: [{type: PodReadyToStartContainers, status: 'True'},
                          {type: PodScheduled, status: 'True', lastTransitionTime: '2026-11-23T10:00:01Z'}]
                        containerStatuses: [%s]
                        """.formatted(status("main", waits("ContainerCreating", ""))))
                .event("Pod", "FailedMount", "failed to sync configmap cache", Duration.ofSeconds(2));

        assertThat(waiting(pulling).givenUpAt()).isEqualTo(PLACED.plus(DEFAULTS.starting()));
        assertThat(waiting(connected).givenUpAt()).isEqualTo(PLACED.plus(DEFAULTS.starting()));
    }

    @Test
    void aPodThatIsSlowTellsTheClustersTrouble() {
        Observation.Waiting waiting = waiting(creating()
                .event("Pod", "FailedCreatePodSandBox", "plugin type=\"bridge\" failed", Duration.ofSeconds(4)));

        assertThat(waiting.reason()).isEqualTo(EndReason.START_FAILED);
        assertThat(waiting.message()).contains("plugin type=\"bridge\" failed");
    }

    private static KubernetesCase creating() {
        return KubernetesCase.active().container("Pending", waits("ContainerCreating", ""));
    }

    private static Observation.Waiting pending(String reason, String message) {
        return waiting(KubernetesCase.active().container("Pending", waits(reason, message)));
    }

    private static String waits(String reason, String message) {
        return "waiting: {reason: %s, message: '%s'}".formatted(reason, message.replace("'", "''"));
    }

    private static Observation.Waiting waiting(KubernetesCase seen) {
        Observation now = seen.soon();
        assertThat(now).isInstanceOf(Observation.Waiting.class);
        return (Observation.Waiting) now;
    }
}
