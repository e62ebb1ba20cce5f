package dev.slipway.dispatcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.dispatcher.problem.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterRulesTest {
    @Test
    void aServerAndATokenAreACluster() {
        Cluster cluster = ClusterRules.cluster(
                "eu-1", token(" https://k8s.example:6443 ", "abc.def\n", List.of("runs", "other", "runs")), null);

        assertThat(cluster.access()).isEqualTo(new ClusterAccess.Token("https://k8s.example:6443", null, "abc.def"));
        assertThat(cluster.namespaces()).containsExactly("runs", "other");
    }

    @Test
    void withoutNamespacesThereIsTheDefaultOne() {
        assertThat(ClusterRules.cluster("own", inCluster(), null))
                .isEqualTo(new Cluster("own", new ClusterAccess.InCluster(), List.of("default")));
    }

    @Test
    void whatSaysNothingOfTheAccessKeepsIt() {
        var known = new ClusterAccess.Token("https://k8s.example", null, "abc");

        assertThat(ClusterRules.cluster("eu", token(null, null, List.of("runs")), known))
                .isEqualTo(new Cluster("eu", known, List.of("runs")));
        refused("eu", token(null, null, List.of("runs")), "in one way");
        refused("eu", token(null, "abc", List.of("runs")), "in one way");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Eu",
                "-eu",
                "eu_1",
                "eu/1",
                "a234567890123456789012345678901234567890123456789012345678901234"
            })
    void namesAreThoseOfOtherThings(String name) {
        refused(name, inCluster(), "[a-z0-9][a-z0-9-]{0,62}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k8s.example:6443",
                "ftp://k8s.example",
                "https://",
                "https://me:secret@k8s.example",
                "https://k8s/?a=b",
                "https://a b"
            })
    void aServerIsAnAddressThatCanBeShown(String server) {
        refused("eu", token(server, "abc", null), "https://k8s.example:6443");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "línea"})
    void aTokenIsOneWord(String token) {
        refused("eu", token("https://k8s.example", token, null), "kubectl create token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Runs", "runs/*", "*", "-runs", "runs-"})
    void namespacesAreNames(String namespace) {
        refused("eu", token("https://k8s.example", "abc", List.of(namespace)), "names of namespaces");
    }

    @Test
    void aCertificateAuthorityIsNoPath() {
        refused(
                "eu",
                new ClusterRequest(null, null, "https://k8s.example", "/etc/ca.crt", "abc", null),
                "the certificate itself");
    }

    @Test
    void aCertificateAuthorityIsKeptAsItIs() {
        var request = new ClusterRequest(null, null, "https://k8s.example", TestCertificate.PEM, "abc", null);

        assertThat(ClusterRules.cluster("eu", request, null).access())
                .isEqualTo(new ClusterAccess.Token("https://k8s.example", TestCertificate.PEM, "abc"));
    }

    @Test
    void thereIsOneWayToACluster() {
        refused("eu", new ClusterRequest("a: b", true, null, null, null, null), "in one way");
    }

    @Test
    void whatIsTooLongIsRefusedWithAWayOut() {
        refused("eu", new ClusterRequest("#".repeat(300_000), null, null, null, null, null), "--minify");
        refused("eu", token("https://k8s.example", "x".repeat(300_000), null), "256 KiB");
    }

    @Test
    void requestsDoNotPrintTheirSecrets() {
        assertThat(token("https://k8s.example", "abc-secret", null).toString()).doesNotContain("abc-secret");
    }

    private static ClusterRequest inCluster() {
        return new ClusterRequest(null, true, null, null, null, null);
    }

    private static ClusterRequest token(
            @Nullable String server, @Nullable String token, @Nullable List<@Nullable String> namespaces) {
        return new ClusterRequest(null, null, server, null, token, namespaces);
    }

    private static void refused(String name, ClusterRequest request, String says) {
        assertThatThrownBy(() -> ClusterRules.cluster(name, request, null))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(says);
    }
}
