package dev.slipway.e2e.deploy;

import static dev.slipway.e2e.deploy.KubernetesBase.SERVICES;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class KubernetesBaseTest {
    static final List<String> NAMES = SERVICES;

    private final KubernetesBase base = KubernetesBase.ofRepository();

    @Test
    void everyFileIsListedAndEveryListedFileExists() {
        assertThat(base.resources(base.folder()))
                .containsAll(SERVICES)
                .containsAll(KubernetesBase.files(base.folder()));
        for (String service : SERVICES) {
            var folder = base.folder().resolve(service);
            assertThat(base.resources(folder)).containsExactlyInAnyOrderElementsOf(KubernetesBase.files(folder));
        }
    }

    @Test
    void theDevelopmentOverlayStandsOnTheBase() {
        var overlay = base.folder().resolveSibling("overlays/dev");
        assertThat(base.resources(overlay)).allSatisfy(path -> assertThat(Files.exists(overlay.resolve(path)))
                .isTrue());
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void everySelectorFindsThePodsOfItsService(String service) {
        Map<String, String> podLabels =
                deployment(service).getSpec().getTemplate().getMetadata().getLabels();
        List<Map<String, String>> selectors = List.of(
                deployment(service).getSpec().getSelector().getMatchLabels(),
                base.one(service, Service.class).getSpec().getSelector(),
                base.one(service, PodDisruptionBudget.class)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels(),
                base.one(service, NetworkPolicy.class)
                        .getSpec()
                        .getPodSelector()
                        .getMatchLabels());

        assertThat(selectors).allSatisfy(selector -> {
            assertThat(selector).isNotEmpty();
            assertThat(podLabels).containsAllEntriesOf(selector);
            assertThat(selector).containsOnlyKeys("app.kubernetes.io/name", "app.kubernetes.io/instance");
        });
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void everyProbeAsksTheManagementPort(String service) {
        Container container = container(service);
        assertThat(container.getPorts()).extracting(ContainerPort::getName).containsExactly("http", "management");
        assertThat(probePath(container.getStartupProbe())).isEqualTo("/q/health/started");
        assertThat(probePath(container.getLivenessProbe())).isEqualTo("/q/health/live");
        assertThat(probePath(container.getReadinessProbe())).isEqualTo("/q/health/ready");
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void everyPodIsBoundedAndUnprivileged(String service) {
        PodSpec pod = deployment(service).getSpec().getTemplate().getSpec();
        Container container = container(service);
        assertThat(container.getResources().getLimits()).containsKeys("cpu", "memory");
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void theAutoscalerScalesTheDeployment(String service) {
        var autoscaler = base.one(service, HorizontalPodAutoscaler.class).getSpec();
        assertThat(autoscaler.getScaleTargetRef().getName())
                .isEqualTo(deployment(service).getMetadata().getName());
        assertThat(autoscaler.getMinReplicas()).isLessThan(autoscaler.getMaxReplicas());
    }

    /** No service talks to the API server yet, so least privilege is none. */
    @ParameterizedTest
    @FieldSource("NAMES")
    void noServiceMayDoAnythingInTheCluster(String service) {
        assertThat(base.one(service, Role.class).getRules()).isEmpty();
        assertThat(base.one(service, RoleBinding.class).getRoleRef().getName()).isEqualTo(service);
        assertThat(base.one(service, ServiceAccount.class).getAutomountServiceAccountToken())
                .isFalse();
        PodSpec pod = deployment(service).getSpec().getTemplate().getSpec();
        assertThat(pod.getServiceAccountName()).isEqualTo(service);
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void onlyTheGatewayIsOpenToTheWorld(String service) {
        var rules = base.one(service, NetworkPolicy.class).getSpec().getIngress();
        boolean open = rules.stream().anyMatch(rule -> rule.getFrom().isEmpty());
        assertThat(open).isEqualTo(service.equals("api-gateway"));
    }

    @Test
    void namesAreUniquePerKind() {
        List<String> names = SERVICES.stream()
                .flatMap(service -> base.objects(base.folder().resolve(service)).stream())
                .map(KubernetesBaseTest::kindAndName)
                .toList();
        assertThat(names).doesNotHaveDuplicates().hasSize(SERVICES.size() * 8);
    }

    private Deployment deployment(String service) {
        return base.one(service, Deployment.class);
    }

    private Container container(String service) {
        return deployment(service)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }

    private static String probePath(Probe probe) {
        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
        return probe.getHttpGet().getPath();
    }

    private static String kindAndName(HasMetadata object) {
        return object.getKind() + "/" + object.getMetadata().getName();
    }
}
