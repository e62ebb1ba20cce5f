package dev.slipway.dispatcher.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.job.v1.EndReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of real engines and registries. */
class PullFailureTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Get https://127.0.0.1:5000/v2/app/manifests/1: no basic auth credentials                              | IMAGE_PULL_DENIED | false
        Head "https://registry.example/v2/app/manifests/1": unauthorized: authentication required              | IMAGE_PULL_DENIED | false
        pull access denied for nobody/app, repository does not exist or may require 'docker login': denied: x  | IMAGE_PULL_DENIED | false
        error parsing HTTP 403 response body: 403 Forbidden                                                    | IMAGE_PULL_DENIED | false
        manifest for 127.0.0.1:5000/app:9 not found: manifest unknown: manifest unknown                        | IMAGE_NOT_FOUND   | false
        name unknown: repository name not known to registry                                                    | IMAGE_NOT_FOUND   | false
        no matching manifest for linux/arm64/v8 in the manifest list entries                                   | IMAGE_PULL_FAILED | false
        write /var/lib/docker/tmp/x: no space left on device                                                   | IMAGE_PULL_FAILED | false
        Get https://registry-1.docker.io/v2/: dial tcp: lookup registry-1.docker.io: no such host              | IMAGE_PULL_FAILED | true
        Get http://127.0.0.1:1/v2/: dial tcp 127.0.0.1:1: connect: connection refused                          | IMAGE_PULL_FAILED | true
        toomanyrequests: You have reached your pull rate limit                                                 | IMAGE_PULL_FAILED | true
        received unexpected HTTP status: 503 Service Unavailable                                               | IMAGE_PULL_FAILED | true
        """)
    void theWordsSayWhatAFailedPullMeans(String words, EndReason reason, boolean worthRepeating) {
        assertThat(PullFailure.of(words)).isEqualTo(new PullFailure(reason, worthRepeating));
    }
}
