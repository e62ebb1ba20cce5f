package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.PrefectApi;
import dev.slipway.testkit.PrefectApi.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Walks every call of the real server's API: each is served, or declined with a reason. */
class ContractE2E {
    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

    /** Names objects that there are not, so that nothing of the running system changes. */
    private static final String BODY = """
            {"flows": {"id": {"any_": ["%1$s"]}}, "flow_runs": {"id": {"any_": ["%1$s"]}},
             "deployments": {"id": {"any_": ["%1$s"]}}, "limit": 1}""".formatted(NOBODY);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** What became of a call. */
    private enum Fate {
        SERVED,
        DECLINED,
        MISSING,
        BROKEN
    }

    private record Answer(Operation operation, Fate fate, String text) {
        @Override
        public String toString() {
            return operation.method() + " " + operation.path() + (fate == Fate.SERVED ? "" : ": " + text);
        }
    }

    @Test
    void everyCallIsServedOrDeclinedWithAReason() {
        var answers = PrefectApi.installed().operations().stream()
                .map(this::ask)
                .collect(Collectors.groupingBy(Answer::fate, TreeMap::new, Collectors.toList()));
        answers.forEach((fate, calls) -> System.out.println(fate + " " + calls.size()));
        answers.getOrDefault(Fate.DECLINED, List.of()).forEach(System.out::println);

        assertThat(answers.getOrDefault(Fate.MISSING, List.of())).isEmpty();
        assertThat(answers.getOrDefault(Fate.BROKEN, List.of())).isEmpty();
        assertThat(answers.getOrDefault(Fate.DECLINED, List.of()))
                .allMatch(answer -> answer.text().contains("detail"));
    }

    @Test
    void ourOwnDocumentDescribesAllThatIsServedAndNothingElse() {
        var ours = described();
        var prefects = PrefectApi.installed().operations();

        assertThat(ours.stream().map(ContractE2E::bare))
                .containsAll(prefects.stream().map(ContractE2E::bare).toList());
        var others = ours.stream()
                .filter(operation ->
                        prefects.stream().noneMatch(known -> bare(known).equals(bare(operation))))
                .map(this::ask);
        assertThat(others).noneMatch(answer -> answer.fate() == Fate.MISSING || answer.fate() == Fate.BROKEN);
    }

    private static List<Operation> described() {
        var operations = new ArrayList<Operation>();
        Slipway.running()
                .gateway()
                .get("/api/openapi.json")
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method ->
                                operations.add(new Operation(method.toUpperCase(Locale.ROOT), path.getKey()))));
        return operations;
    }

    /** Without the names of parameters, which may be others. */
    private static String bare(Operation operation) {
        return operation.method() + " "
                + operation.path().replaceAll("\\{[^}]+}", "{}").replaceFirst("(.)/$", "$1");
    }

    private Answer ask(Operation operation) {
        try {
            var answer = http.send(request(operation), BodyHandlers.ofString());
            return new Answer(operation, fate(answer), answer.statusCode() + " " + answer.body());
        } catch (IOException e) {
            return new Answer(operation, Fate.BROKEN, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest request(Operation operation) {
        var slipway = Slipway.running().address();
        var path = operation.path().replaceAll("\\{[^}]*(id|ID)}", NOBODY).replaceAll("\\{[^}]+}", "nobody");
        var login = Base64.getEncoder().encodeToString(slipway.authString().getBytes(StandardCharsets.UTF_8));
        var isRead = Map.of("GET", true, "DELETE", true).getOrDefault(operation.method(), false);
        return HttpRequest.newBuilder(URI.create(slipway.gatewayUrl() + "/api" + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .method(operation.method(), isRead ? BodyPublishers.noBody() : BodyPublishers.ofString(BODY))
                .build();
    }

    private static Fate fate(HttpResponse<String> answer) {
        return switch (answer.statusCode()) {
            case 405 -> Fate.MISSING;
            case 404 -> answer.body().contains("\"Not Found\"") ? Fate.MISSING : Fate.SERVED;
            case 501 -> Fate.DECLINED;
            case 500, 502, 503 -> Fate.BROKEN;
            default -> Fate.SERVED;
        };
    }
}
