package dev.slipway.local.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class AddCommandTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "eu --kubeconfig config",
                "eu --kubeconfig config --context eu --namespace runs --namespace more",
                "eu --server https://k8s.example --token-file token",
                "eu --server https://k8s.example --token-file token --ca ca.crt --namespace runs",
                "eu --in-cluster --namespace runs",
            })
    void aClusterIsReachedInOneOfThreeWays(String arguments) {
        assertThatCode(() -> parse(arguments)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eu",
                "--in-cluster",
                "eu --namespace runs",
                "eu --context eu",
                "eu --server https://k8s.example",
                "eu --token-file token",
                "eu --in-cluster --kubeconfig config",
                "eu --kubeconfig config --server https://k8s.example --token-file token",
            })
    void anythingElseIsRefused(String arguments) {
        assertThatThrownBy(() -> parse(arguments)).isInstanceOf(ParameterException.class);
    }

    private static void parse(String arguments) {
        new CommandLine(new AddCommand()).parseArgs(arguments.split(" ", -1));
    }
}
