package dev.slipway.gateway.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.push.v1.PushReceived;
import dev.slipway.gateway.standin.Client;
import dev.slipway.gateway.standin.GatewayTest;
import dev.slipway.testkit.Facts;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@GatewayTest
class GroupHookIT {
    private static final String TOKEN = "a-hook-token";
    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final String name = "group-" + unique;
    private final String group = "https://gitlab.example/team-" + unique;

    @Test
    void aPushIsOneOfEachProjectOfTheRepositoryAndOfNoOther() {
        hook(group);
        project("first", group + "/app.git");
        project("second", group + "/App");
        project("third", group + "/other.git");

        JsonNode pushes =
                Client.json(deliver("key-1", push(group + "/app.git"))).path("pushes");

        assertThat(pushes.findValuesAsText("project")).containsExactly("first-" + unique, "second-" + unique);
        assertThat(pushes.findValuesAsText("status")).containsOnly("accepted");
        assertThat(Client.json(deliver("key-1", push(group + "/app.git")))
                        .path("pushes")
                        .findValuesAsText("status"))
                .containsOnly("duplicate");
        try (Facts facts = Facts.ofThisTest()) {
            assertThat(facts.within(Duration.ofSeconds(2), PushReceived.class, push -> push.project()
                            .endsWith(unique)))
                    .hasSize(2);
        }
    }

    @Test
    void theProjectsOwnHookMayReportTheSamePush() {
        hook(group);
        String project = project("both", group + "/app.git");

        deliver("key-1", push(group + "/app.git"));
        HttpResponse<String> again = Client.send(Client.anonymous("/hooks/gitlab/" + project)
                .header("X-Gitlab-Token", TOKEN)
                .header("Idempotency-Key", "key-2")
                .POST(Client.body(push(group + "/app.git"))));

        assertThat(Client.json(again).path("status").asText()).isEqualTo("duplicate");
    }

    @Test
    void onlyRepositoriesOfTheGroupAreBelieved() {
        hook(group);
        project("outside", "https://gitlab.example/others-" + unique + "/app.git");
        project("elsewhere", "https://other.example/team-" + unique + "/app.git");

        assertThat(reason(push("https://gitlab.example/others-" + unique + "/app.git")))
                .contains("is not below");
        assertThat(reason(push(group + "/app.git"))).contains("there is no project of");
        assertThat(reason(push("nonsense"))).contains("names no repository");
    }

    @Test
    void aHookOfTheWholeGitLabReportsAllOfIt() {
        hook("https://gitlab.example");
        project("anywhere", group + "/sub/app.git");

        assertThat(Client.json(deliver("key-1", push("http://inside:8080/team-" + unique + "/sub/app.git")))
                        .path("pushes"))
                .hasSize(1);
    }

    @Test
    void aNewHookGetsASecretThatIsShownOnceAndCanBeReplaced() {
        HttpResponse<String> made = put("{\"url\":\"" + group + "\"}");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(Client.json(made).path("signingSecret").asText()).startsWith("whsec_");
        assertThat(Client.json(made).path("hookUrl").asText()).endsWith("/hooks/gitlab/groups/" + name);
        assertThat(put("{\"url\":\"" + group + "\"}").body()).doesNotContain("whsec_");
        JsonNode rotated = Client.json(Client.send(
                Client.admin("/slipway/v1/hooks/" + name + "/rotate").POST(Client.body(""))));
        assertThat(rotated.path("signingSecret").asText())
                .startsWith("whsec_")
                .isNotEqualTo(Client.json(made).path("signingSecret").asText());
        assertThat(rotated.path("formerSecretUntil").asText()).isNotEmpty();
        assertThat(Client.send(Client.admin("/slipway/v1/hooks").GET()).body())
                .contains(name)
                .doesNotContain("whsec_");
    }

    @Test
    void aHookThatIsRemovedIsUnknown() {
        hook(group);

        assertThat(Client.send(Client.admin("/slipway/v1/hooks/" + name).DELETE())
                        .statusCode())
                .isEqualTo(204);
        assertThat(Client.send(Client.admin("/slipway/v1/hooks/" + name).DELETE())
                        .statusCode())
                .isEqualTo(404);
        assertThat(deliver("key-1", push(group + "/app.git")).statusCode()).isEqualTo(404);
    }

    @Test
    void strangersAndOddRequestsAreRefused() {
        hook(group);

        assertThat(Client.send(Client.anonymous("/hooks/gitlab/groups/" + name)
                                .header("X-Gitlab-Token", "a-hook-tokem")
                                .POST(Client.body(push(group + "/app.git"))))
                        .statusCode())
                .isEqualTo(401);
        assertThat(Client.send(Client.anonymous("/slipway/v1/hooks").GET()).statusCode())
                .isEqualTo(401);
        for (String body : new String[] {
            "nonsense",
            "[]",
            "{}",
            "{\"url\":\"team\"}",
            "{\"url\":\"https://a:b@c/d\"}",
            "{\"url\":\"https://a/b\",\"webhookToken\":\"short\"}",
            "{\"url\":\"https://a/b\",\"what\":1}"
        }) {
            assertThat(put(body).statusCode()).as(body).isEqualTo(422);
        }
        assertThat(Client.send(Client.admin("/slipway/v1/hooks/" + name).POST(Client.body("")))
                        .statusCode())
                .isEqualTo(405);
    }

    private void hook(String url) {
        assertThat(put("{\"url\":\"" + url + "\",\"webhookToken\":\"" + TOKEN + "\"}")
                        .statusCode())
                .isEqualTo(201);
    }

    private HttpResponse<String> put(String body) {
        return Client.send(Client.admin("/slipway/v1/hooks/" + name).PUT(Client.body(body)));
    }

    private String project(String prefix, String gitUrl) {
        String slug = prefix + "-" + unique;
        String body = "{\"slug\":\"" + slug + "\",\"gitUrl\":\"" + gitUrl
                + "\",\"registry\":\"local\",\"webhookToken\":\"" + TOKEN + "\"}";
        assertThat(Client.send(Client.admin("/slipway/v1/projects").POST(Client.body(body)))
                        .statusCode())
                .isEqualTo(201);
        return slug;
    }

    private HttpResponse<String> deliver(String key, String body) {
        return Client.send(Client.anonymous("/hooks/gitlab/groups/" + name)
                .header("X-Gitlab-Event", "System Hook")
                .header("X-Gitlab-Token", TOKEN)
                .header("Idempotency-Key", key)
                .POST(Client.body(body)));
    }

    private String reason(String body) {
        HttpResponse<String> answer = deliver(UUID.randomUUID().toString(), body);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(Client.json(answer).path("status").asText()).isEqualTo("ignored");
        return Client.json(answer).path("reason").asText();
    }

    private static String push(String gitUrl) {
        return "{\"object_kind\":\"push\",\"ref\":\"refs/heads/main\",\"before\":\"" + GitLabDeliveryTest.A
                + "\",\"after\":\"" + GitLabDeliveryTest.B + "\",\"project\":{\"git_http_url\":\"" + gitUrl + "\"}}";
    }
}
