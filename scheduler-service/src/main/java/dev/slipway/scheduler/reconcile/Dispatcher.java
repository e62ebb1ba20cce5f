package dev.slipway.scheduler.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.contracts.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks the dispatcher. Blocks; belongs on a virtual thread. */
@ApplicationScoped
class Dispatcher {
    private static final String PATH = "/internal/v1/dispatches/states";

    private final DispatcherConfig config;
    private final HttpClient client;

    Dispatcher(DispatcherConfig config) {
        this.config = config;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.timeout())
                .build();
    }

    private record Question(List<Attempt> attempts) {}

    private record Attempt(UUID flowRunId, int attempt) {}

    private record Answer(List<DispatchReport> dispatches) {}

    /** What it knows of the newest attempts of runs of one workspace, by run; those that it does not know are missing. */
    Map<UUID, DispatchReport> states(String workspace, List<DispatchedRun> runs) {
        var question = new Question(
                runs.stream().map(run -> new Attempt(run.id(), run.attempt())).toList());
        return ask(workspace, question).dispatches().stream()
                .collect(Collectors.toMap(DispatchReport::flowRunId, Function.identity()));
    }

    private Answer ask(String workspace, Question question) {
        try {
            var request = HttpRequest.newBuilder(config.dispatcher().resolve(PATH))
                    .timeout(config.timeout())
                    .header("Content-Type", "application/json")
                    .header("X-Slipway-Service", "scheduler:" + config.token().orElse(""))
                    .header("X-Slipway-Workspace", workspace)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(question)))
                    .build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new DispatcherUnavailable("the dispatcher answered " + response.statusCode(), null);
            }
            return Json.MAPPER.readValue(response.body(), Answer.class);
        } catch (JsonProcessingException e) {
            throw new DispatcherUnavailable("the dispatcher's answer can't be read", e);
        } catch (IOException e) {
            throw new DispatcherUnavailable("the dispatcher does not answer at " + config.dispatcher(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DispatcherUnavailable("interrupted while asking the dispatcher", e);
        }
    }
}
