package dev.slipway.dispatcher.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.dispatcher.problem.Refused;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubeconfigTest {
    private static final String AUTHORITY = Base64.getEncoder().encodeToString(TestCertificate.PEM.getBytes(US_ASCII));
    private static final String FILE = """
            apiVersion: v1
            kind: Config
            current-context: %s
            contexts:
            - {name: eu, context: {cluster: eu, user: me}}
            - {name: us, context: {cluster: us, user: other}}
            - {name: broken, context: {cluster: gone, user: me}}
            clusters:
            - name: eu
              cluster: {server: "https://eu.example:6443", certificate-authority-data: %s}
            - name: us
              cluster: {server: "https://us.example:6443", certificate-authority: /etc/us.crt}
            users:
            - name: me
              user: {%s}
            - name: other
              user: {exec: {command: aws}}
            """;

    @Test
    void onlyTheCurrentContextIsKept() {
        Kubeconfig read = Kubeconfig.read(file("eu", "token: abc"));

        assertThat(read.server()).isEqualTo("https://eu.example:6443");
        assertThat(read.access().yaml())
                .contains("\"token\":\"abc\"", AUTHORITY)
                .doesNotContain("us.example", "aws", "other");
        assertThat(Kubeconfig.read(read.access().yaml()).access()).isEqualTo(read.access());
    }

    @ParameterizedTest
    @CsvSource({
        "exec: {command: aws}, kubectl create token",
        "auth-provider: {name: gcp}, kubectl create token",
        "tokenFile: /var/run/token, --flatten",
        "'client-certificate: a.crt, client-key: a.key', --flatten",
        "'token: abc, as: admin', acts as somebody else",
        "'client-certificate-data: YQ==', client-key-data",
        "username: me, client-key-data",
        "token: [a], is no text",
    })
    void whatWouldReadOrRunSomethingHereIsRefused(String user, String says) {
        refused(file("eu", user), says);
    }

    @Test
    void aCertificateInAFileIsRefused() {
        refused(file("us", "token: abc").replace("exec: {command: aws}", "token: abc"), "--flatten");
    }

    @ParameterizedTest
    @CsvSource({
        "'', no current-context",
        "gone, 'which is not in it. There is: eu, us, broken.'",
        "broken, 'There is: eu, us.'"
    })
    void aContextThatIsNotThereIsNamed(String context, String says) {
        refused(file(context, "token: abc"), says);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no kubeconfig", "[]", "{", "a: b: c", "&a [*a]"})
    void whatIsNoKubeconfigIsNotQuoted(String text) {
        assertThatThrownBy(() -> Kubeconfig.read(text + "\n# secret"))
                .isInstanceOf(Refused.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void whatIsNoCertificateIsNamed() {
        refused(
                file("eu", "token: abc").replace(AUTHORITY, "Y2E="),
                "certificate-authority-data must be the certificate");
        refused(file("eu", "token: abc").replace(AUTHORITY, "'*'"), "certificate-authority-data is not base64");
    }

    @Test
    void depthIsBounded() {
        refused("[".repeat(100_000), "kubeconfig must be");
    }

    private static String file(String context, String user) {
        return FILE.formatted(context, AUTHORITY, user);
    }

    private static void refused(String text, String says) {
        assertThatThrownBy(() -> Kubeconfig.read(text))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(says);
    }
}
