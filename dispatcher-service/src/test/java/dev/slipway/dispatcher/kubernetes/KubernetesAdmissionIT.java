package dev.slipway.dispatcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.journey.DueRun;
import dev.slipway.dispatcher.journey.StandIns;
import dev.slipway.testkit.Infrastructure;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs and pods that a real cluster does not take, or that lack something there. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
@WithTestResource(ClusterSettings.class)
class KubernetesAdmissionIT {
    private KubernetesStage cluster;

    @BeforeEach
    void open() {
        cluster = new KubernetesStage();
    }

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    @Test
    void aNamespaceThatDoesNotExistIsNamed() {
        DueRun run = cluster.send(DueRun.job(KubernetesStage.MISSING_NAMESPACE, "true"));

        assertThat(cluster.endedWith(run, EndReason.NAMESPACE_MISSING).message())
                .contains("namespace missing")
                .contains("Create it");
    }

    @Test
    void aNamespaceThatDoesNotExistIsNamedEvenIfTheImageIsPrivate() {
        DueRun run = cluster.send(DueRun.job(KubernetesStage.MISSING_NAMESPACE, "true")
                .with("image", KubernetesStage.registry() + "/team/never-pushed:1"));

        assertThat(cluster.endedWith(run, EndReason.NAMESPACE_MISSING).message())
                .contains("namespace missing");
    }

    @Test
    void aQuotaThatIsUsedUpIsToldInTheClustersWords() {
        ResourceQuota quota = new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("no-pods")
                .withNamespace(KubernetesStage.TIGHT_NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withHard(Map.of("pods", new Quantity("0")))
                .endSpec()
                .build();
        cluster.client().resource(quota).createOr(existing -> existing.update());

        DueRun run = cluster.send(DueRun.job(KubernetesStage.TIGHT_NAMESPACE, "true"));

        assertThat(cluster.endedWith(run, EndReason.QUOTA_EXCEEDED).message())
                .contains("exceeded quota: no-pods")
                .contains("limited: pods=0");
    }

    @Test
    void aPodThatTheNamespacesSecurityForbidsIsRefused() {
        DueRun run = cluster.send(DueRun.job(KubernetesStage.STRICT_NAMESPACE, "true"));

        assertThat(cluster.endedWith(run, EndReason.REFUSED_BY_CLUSTER).message())
                .contains("violates PodSecurity")
                .contains("security_context");
    }

    @Test
    void aServiceAccountThatDoesNotExistIsMissed() {
        DueRun run = cluster.send(KubernetesStage.job("true").with("service_account_name", "robot"));

        assertThat(cluster.endedWith(run, EndReason.MISSING_REFERENCE).message())
                .contains("service account")
                .contains("robot");
    }

    @Test
    void aPriorityClassThatDoesNotExistIsMissed() {
        DueRun run = cluster.send(KubernetesStage.job("true").with("priority_class_name", "urgent"));

        assertThat(cluster.endedWith(run, EndReason.MISSING_REFERENCE).message())
                .contains("urgent");
    }

    @Test
    void aSecretThatDoesNotExistIsMissed() {
        DueRun run = cluster.send(KubernetesStage.job("true")
                .with(
                        "env",
                        List.of(Map.of(
                                "name",
                                "DSN",
                                "valueFrom",
                                Map.of("secretKeyRef", Map.of("name", "settings", "key", "dsn"))))));

        assertThat(cluster.endedWith(run, EndReason.MISSING_REFERENCE).message())
                .contains("secret \"settings\" not found");
    }

    @Test
    void aVolumeThatDoesNotExistIsMissed() {
        DueRun run = cluster.send(KubernetesStage.job("true")
                .with("volumes", List.of(Map.of("name", "rules", "configMap", Map.of("name", "no-rules"))))
                .with("volume_mounts", List.of(Map.of("name", "rules", "mountPath", "/rules"))));

        assertThat(cluster.endedWith(run, EndReason.MISSING_REFERENCE).message())
                .contains("configmap \"no-rules\" not found");
    }

    @Test
    void anImageThatRunsAsRootWhereNoneMayIsToldSo() {
        DueRun run = cluster.send(KubernetesStage.job("true").with("security_context", Map.of("runAsNonRoot", true)));

        assertThat(cluster.endedWith(run, EndReason.INVALID_CONFIGURATION).message())
                .contains("runAsNonRoot");
    }

    @Test
    void aPodThatNoNodeCanTakeIsUnschedulable() {
        DueRun run = cluster.send(KubernetesStage.job("true").with("node_selector", Map.of("disktype", "none")));

        assertThat(cluster.endedWith(run, EndReason.UNSCHEDULABLE).message()).contains("node affinity/selector");
    }

    @Test
    void aManifestThatTheClusterDoesNotUnderstandIsInvalid() {
        DueRun run = cluster.send(KubernetesStage.job("true").with("memory_limit", "lots"));

        assertThat(cluster.endedWith(run, EndReason.INVALID_CONFIGURATION).message())
                .contains("quantities must match");
    }
}
