package dev.slipway.gateway.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.contracts.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectRequestTest {
    private static final String WHOLE = "{'slug': 'shop', 'gitUrl': 'https://gl/g/shop.git', 'gitUsername': 'u',"
            + " 'gitToken': 'git-secret', 'defaultBranch': 'main', 'registry': 'local', 'variables': {'A': 'b'},"
            + " 'webhookToken': 'hook-secret', 'signingSecret': 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'}";

    @Test
    void theBuilderGetsEverythingButTheHookSecrets() {
        ProjectRequest request = parse(WHOLE, null);

        assertThat(request.webhookToken()).isEqualTo("hook-secret");
        assertThat(request.signingSecret()).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(request.rest().toString())
                .contains("git-secret", "\"slug\":\"shop\"", "\"A\":\"b\"")
                .doesNotContain("hook-secret", "whsec_");
    }

    @Test
    void thePathNamesTheProjectToo() {
        assertThat(parse(WHOLE, "shop").slug()).isEqualTo("shop");
        assertThat(parse("{'gitUrl': 'https://gl/g/shop.git', 'registry': 'local'}", "shop")
                        .rest()
                        .path("slug")
                        .asText())
                .isEqualTo("shop");
        assertThatThrownBy(() -> parse(WHOLE, "other")).isInstanceOf(InvalidProject.class);
    }

    @Test
    void aRequestIsNotPrinted() {
        assertThat(parse(WHOLE, null)).hasToString("ProjectRequest[shop]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'slug': 'shop'                 | 'slug': 'Shop'",
                "'slug': 'shop'                 | 'slug': '-shop'",
                "'slug': 'shop'                 | 'slug': '../x'",
                "'slug': 'shop'                 | 'slug': null",
                "'gitUrl': 'https://gl/g/shop.git' | 'gitUrl': 'ssh://gl/g/shop.git'",
                "'gitUrl': 'https://gl/g/shop.git' | 'gitUrl': 'file:///etc'",
                "'gitUrl': 'https://gl/g/shop.git' | 'gitUrl': 'https://u:p@gl/g/shop.git'",
                "'gitUrl': 'https://gl/g/shop.git' | 'gitUrl': '--upload-pack=x'",
                "'gitUrl': 'https://gl/g/shop.git' | 'gitUrl': null",
                "'registry': 'local'            | 'registry': 5",
                "'registry': 'local'            | 'registry': ''",
                "'variables': {'A': 'b'}        | 'variables': []",
                "'variables': {'A': 'b'}        | 'variables': {'A': 1}",
                "'gitToken': 'git-secret'       | 'gitToken': {}",
                "'webhookToken': 'hook-secret'  | 'webhookToken': 'short'",
                "'webhookToken': 'hook-secret'  | 'webhookTokens': 'x'",
                "'signingSecret': 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' | 'signingSecret': 'secret'"
            })
    void whatIsMissingOrOddIsRefusedWithoutShowingASecret(String part, String instead) {
        assertThatThrownBy(() -> parse(WHOLE.replace(part, instead), null))
                .isInstanceOf(InvalidProject.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hook-secret", "git-secret", "u:p@"));
    }

    private static ProjectRequest parse(String singleQuoted, @Nullable String slug) {
        try {
            return ProjectRequest.parse(Json.MAPPER.readTree(singleQuoted.replace('\'', '"')), slug);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
