package dev.slipway.dispatcher.template;

import static dev.slipway.dispatcher.template.KubernetesRuns.due;
import static dev.slipway.dispatcher.template.KubernetesRuns.inPod;
import static dev.slipway.dispatcher.template.KubernetesRuns.json;
import static dev.slipway.dispatcher.template.KubernetesRuns.render;
import static dev.slipway.dispatcher.template.KubernetesRuns.variable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretEnvironmentTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DB_PASSWORD|x|true",
                "db.passwd|x|true",
                "MY_SECRET_THING|x|true",
                "GITHUB_TOKEN|x|true",
                "OPENAI_API_KEY|x|true",
                "APIKEY|x|true",
                "AWS_SECRET_ACCESS_KEY|x|true",
                "GOOGLE_CREDENTIALS|x|true",
                "SSH_PRIVATE_KEY|x|true",
                "PREFECT_API_AUTH_STRING|x|true",
                "PREFECT_API_KEY|x|true",
                "BASIC_AUTH|x|true",
                "SENTRY_DSN|x|true",
                "STRIPE_KEY|x|true",
                "DATABASE_URL|postgresql://app:pw@db:5432/app|true",
                "BROKER|amqp://:pw@mq|true",
                "ODBC|Server=db;Password=pw|true",
                "CONN|password=pw host=db|true",
                "NOTE|-----BEGIN RSA PRIVATE KEY-----|true",
                "X|glpat-abcdefghijklmnopqrst|true",
                "AUTHOR|me|false",
                "MONKEY|x|false",
                "REGION|eu|false",
                "PATH|/bin|false",
                "DATABASE_URL|postgresql://db:5432/app|false",
                "DATABASE_URL|postgresql://$(USER):$(PASSWORD)@db/app|false",
                "DB_PASSWORD|$(OTHER)|false",
                "PREFECT__FLOW_NAME|etl|false",
            })
    void secretsAreKnownByNameOrValue(String name, String value, boolean isSecret) {
        assertThat(SecretLook.is(name, value)).isEqualTo(isSecret);
    }

    @Test
    void aSecretGoesToTheSecretAndLeavesAReference() {
        JobManifest manifest = render(json("""
                {"env": {"DB_PASSWORD": "hunter2", "REGION": "eu", "EMPTY_TOKEN": ""}}
                """));

        assertThat(manifest.secretEnvironment()).isEqualTo(Map.of("DB_PASSWORD", "hunter2"));
        assertThat(manifest.job().toString()).doesNotContain("hunter2");
        assertThat(manifest.toString()).doesNotContain("hunter2");
        assertThat(variable(manifest, "DB_PASSWORD")
                        .at("/valueFrom/secretKeyRef/name")
                        .asText())
                .isEqualTo(manifest.name());
        assertThat(variable(manifest, "REGION").path("value").asText()).isEqualTo("eu");
    }

    @Test
    void referencesOfTheUsersStayAsTheyAre() {
        JobManifest manifest = render(json("""
                {"env": [{"name": "DB_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "db", "key": "p"}}}]}
                """));

        assertThat(manifest.secretEnvironment()).isEmpty();
        assertThat(variable(manifest, "DB_PASSWORD")
                        .at("/valueFrom/secretKeyRef/name")
                        .asText())
                .isEqualTo("db");
    }

    @Test
    void allContainersAreSearchedAndTheirKeysDoNotCollide() {
        JobManifest manifest = render(due("""
                {"pod": {"initContainers": [{"name": "fetch", "image": "f", "env": [
                    {"name": "TOKEN", "value": "b"}, {"name": "PREFECT_API_AUTH_STRING", "value": "c"}]}]}}
                """, json("{\"env\": {\"TOKEN\": \"a\"}}")), Map.of());

        assertThat(manifest.withCredential("attempt").secretEnvironment())
                .isEqualTo(Map.of(
                        "TOKEN", "a",
                        "TOKEN.fetch", "b",
                        "PREFECT_API_AUTH_STRING.fetch", "c",
                        "PREFECT_API_AUTH_STRING", "attempt"));
        assertThat(inPod(manifest, "initContainers/0/env/0/valueFrom/secretKeyRef/key")
                        .asText())
                .isEqualTo("TOKEN.fetch");
    }

    @Test
    void aSecretHoldsWhatTheContainerWouldHaveSeen() {
        JobManifest manifest = render(json("""
                {"env": {"USER": "app", "DB_URL": "pg://$(USER):p$$w$(NOWHERE)@db", "LATER": "$(DB_URL)?x"}}
                """));

        assertThat(manifest.secretEnvironment()).isEqualTo(Map.of("DB_URL", "pg://app:p$w$(NOWHERE)@db"));
        assertThat(variable(manifest, "LATER").path("value").asText()).isEqualTo("$(DB_URL)?x");
    }

    @Test
    void halfASecretIsDeclined() {
        assertThatThrownBy(() -> render(due("""
                        {"pod": {"initContainers": [{"name": "fetch", "image": "f", "env": [
                            {"name": "HOST", "valueFrom": {"configMapKeyRef": {"name": "m", "key": "h"}}},
                            {"name": "DB_URL", "value": "pg://app:pw@$(HOST)/x"}]}]}}
                        """, Map.of()), Map.of()))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("DB_URL");
    }

    @Test
    void referencesThatGrowWithoutEndAreNotFollowed() {
        var env = new java.util.LinkedHashMap<String, Object>();
        env.put("V0", "x".repeat(1000));
        for (int i = 1; i < 60; i++) {
            env.put("V" + i, "$(V" + (i - 1) + ")$(V" + (i - 1) + ")");
        }
        env.put("TOKEN", "a$(V59)");

        assertThatThrownBy(() -> render(Map.of("env", env))).hasMessageContaining("TOKEN");
    }

    @Test
    void moreThanASecretHoldsIsDeclined() {
        assertThatThrownBy(() -> render(Map.of("env", Map.of("TOKEN", "x".repeat(1_100_000)))))
                .hasMessageContaining("1 MiB");
    }

    @Test
    void anEnvironmentOfAWrongShapeIsDeclined() {
        assertThatThrownBy(() -> render(json("{\"env\": [\"A=1\"]}"))).hasMessageStartingWith("env must be");
        assertThatThrownBy(() -> render(
                        json("{\"extra_containers\": [{\"name\": \"b\", \"image\": \"b\", \"env\": {\"A\": \"1\"}}]}")))
                .hasMessageContaining("env of the container b");
    }
}
