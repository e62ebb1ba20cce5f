package dev.slipway.dispatcher.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.Event;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.job.v1.JobStarted;
import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.testkit.Facts;
import dev.slipway.testkit.TestEngine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** What a test sees and does: facts on Kafka, containers on the engine, what the stand-ins were told. */
public final class Stage implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Facts facts = Facts.ofThisTest();
    private final DockerClient engine = TestEngine.client();
    private final HttpClient http = HttpClient.newHttpClient();

    public Stage() {
        TinyImage.ensure(engine);
    }

    /** The facts of all topics. */
    public Facts facts() {
        return facts;
    }

    /** The engine. */
    public DockerClient engine() {
        return engine;
    }

    /** Makes the run due. */
    public DueRun send(DueRun run) {
        facts.send(run.fact());
        return run;
    }

    /** Tells the dispatcher a fact. */
    public void send(Event event) {
        facts.send(DueRun.envelope(event));
    }

    /** When the run became due. */
    Instant due(DueRun run) {
        return facts.awaitOne(RunDue.class, fact -> fact.flowRunId().equals(run.id()))
                .data()
                .dueAt();
    }

    /** The run's container exists. */
    public JobCreated created(DueRun run) {
        return facts.awaitOne(JobCreated.class, fact -> fact.flowRunId().equals(run.id()))
                .data();
    }

    /** The run's container runs. */
    public JobStarted started(DueRun run) {
        return facts.awaitOne(JobStarted.class, fact -> fact.flowRunId().equals(run.id()))
                .data();
    }

    /** How the run's container ended. */
    public JobEnded ended(DueRun run) {
        return facts.awaitOne(JobEnded.class, fact -> fact.flowRunId().equals(run.id()))
                .data();
    }

    JobEnded endedWith(DueRun run, EndReason reason) {
        JobEnded ended = ended(run);
        assertThat(ended.reason()).as(ended.message()).isEqualTo(reason);
        return ended;
    }

    /** The engine's id of a container. */
    public static String containerId(String infrastructureId) {
        return infrastructureId.substring(infrastructureId.lastIndexOf(':') + 1);
    }

    /** All containers of a run, whatever their state. */
    public List<Container> containers(UUID flowRunId) {
        return engine.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of("dev.slipway/run-id", flowRunId.toString()))
                .exec();
    }

    /** The lines that were put into the run's log, with logger and level. */
    public List<String> logLines(DueRun run) {
        var lines = new ArrayList<String>();
        for (JsonNode line : get("/seen/logs")) {
            if (line.get("flow_run_id").asText().equals(run.id().toString())) {
                lines.add(line.get("name").asText() + " " + line.get("level").asInt() + " "
                        + line.get("message").asText());
            }
        }
        return lines;
    }

    /** Lets the stand-ins answer every request with a status; 0 for sense. */
    void standInsAnswer(int status) {
        get("/answer/" + status);
    }

    <E extends Event> List<Envelope<E>> soon(Class<E> type, Predicate<E> fits) {
        return facts.within(Duration.ofSeconds(2), type, fits);
    }

    private JsonNode get(String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create(System.getProperty(StandIns.ADDRESS) + path))
                    .build();
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        facts.close();
        engine.close();
    }
}
