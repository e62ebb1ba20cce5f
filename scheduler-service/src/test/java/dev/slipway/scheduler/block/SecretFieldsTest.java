package dev.slipway.scheduler.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretFieldsTest {
    private static final SecretFields SECRETS =
            new SecretFields(List.of("token", "inner.password", "headers.*", "absent", "deep.*.key"));

    @Test
    void secretsAreHiddenAtAnyDepthAndTheRestIsShown() {
        var hidden = SECRETS.hidden(data("""
                {"token": "t", "url": "u", "inner": {"password": 1, "user": "x", "list": [1, {"a": 2}]},
                 "headers": {"A": "1", "B": {"C": null}}, "deep": {"one": {"key": "k"}}, "empty": {}}"""));

        assertThat(new JsonObject(hidden)).isEqualTo(new JsonObject("""
                {"token": "********", "url": "u",
                 "inner": {"password": "********", "user": "x", "list": [1, {"a": 2}]},
                 "headers": {"A": "********", "B": {"C": "********"}}, "deep": {"one": {"key": "********"}}, "empty": {}}"""));
    }

    @Test
    void anAbsentOrEmptySecretStaysSo() {
        assertThat(SECRETS.hidden(data("{\"token\": null, \"url\": 1}")))
                .isEqualTo(data("{\"token\": null, \"url\": 1}"));
    }

    @Test
    void wholeValuesAreHiddenWhateverTheirType() {
        assertThat(SECRETS.hidden(data("{\"token\": [1, 2]}"))).isEqualTo(Map.of("token", SecretFields.HIDDEN));
    }

    @Test
    void whatIsSentBackHiddenKeepsItsValue() {
        var current = data("{\"token\": \"t\", \"inner\": {\"password\": \"p\"}, \"headers\": {\"A\": \"1\"}}");
        var update = data("""
                {"token": "********", "inner": {"password": "new"}, "headers": {"A": "********", "B": "2"},
                 "url": "********"}""");

        assertThat(new JsonObject(SECRETS.restored(update, current))).isEqualTo(new JsonObject("""
                {"token": "t", "inner": {"password": "new"}, "headers": {"A": "1", "B": "2"}, "url": "********"}"""));
    }

    @Test
    void aSecretThatIsNotSentIsNotAdded() {
        assertThat(SECRETS.restored(data("{\"url\": 1}"), data("{\"token\": \"t\"}")))
                .isEqualTo(Map.of("url", 1));
    }

    private static Map<String, Object> data(String json) {
        return new JsonObject(json).getMap();
    }
}
