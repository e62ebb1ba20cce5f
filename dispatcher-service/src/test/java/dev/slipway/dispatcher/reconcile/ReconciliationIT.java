package dev.slipway.dispatcher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.job.v1.JobRepaired;
import dev.slipway.contracts.job.v1.JobRepaired.Found;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.LiveAttempts;
import dev.slipway.dispatcher.dispatch.StopReason;
import dev.slipway.dispatcher.journey.DueRun;
import dev.slipway.dispatcher.journey.Stage;
import dev.slipway.dispatcher.journey.StandIns;
import dev.slipway.dispatcher.launch.Pauses;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Facts that never arrived: what the scheduler knows and the attempt does not. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
@WithTestResource(SchedulerStandIn.class)
class ReconciliationIT {
    @Inject
    LiveAttempts attempts;

    @Inject
    Clock clock;

    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage();
    }

    @AfterEach
    void close() throws IOException {
        SchedulerStandIn.answers(0);
        stage.close();
    }

    @Test
    void containerWhoseRunHasEndedUnheardIsStopped() {
        DueRun run = running();

        SchedulerStandIn.knows(run.id(), "CRASHED", 1);

        JobRepaired repaired = repaired(run);
        assertThat(repaired.found()).isEqualTo(Found.RUN_ENDED);
        assertThat(repaired.infrastructureId()).isNotNull();
        assertThat(repaired.message())
                .isEqualTo("Attempt 1 had a job although the run had already ended; it is stopped.");
        assertThat(stage.ended(run).reason()).isEqualTo(EndReason.CANCELLED);
        await().untilAsserted(() -> assertThat(stage.containers(run.id())).isEmpty());
    }

    @Test
    void containersOfRunsThatAreGoneOrCancelledOrStartedAgainAreStopped() {
        DueRun gone = running();
        DueRun cancelled = running();
        DueRun replaced = running();

        SchedulerStandIn.forget(gone.id());
        SchedulerStandIn.knows(cancelled.id(), "CANCELLING", 1);
        SchedulerStandIn.knows(replaced.id(), "PENDING", 2);

        assertThat(repaired(gone).found()).isEqualTo(Found.NO_RUN);
        assertThat(repaired(cancelled).found()).isEqualTo(Found.RUN_CANCELLING);
        assertThat(repaired(replaced).found()).isEqualTo(Found.RUN_REPLACED_ATTEMPT);
        for (DueRun run : List.of(gone, cancelled, replaced)) {
            assertThat(stage.ended(run).reason()).isEqualTo(EndReason.CANCELLED);
        }
    }

    @Test
    void attemptThatNobodyNeedsIsNotStarted() throws Exception {
        DueRun run = DueRun.script("sleep 60");
        SchedulerStandIn.forget(run.id());
        try (var _ = Pauses.launching()) {
            stage.send(run);

            assertThat(stage.ended(run).message()).isEqualTo("Not started: there is no such run any more.");
        }
        assertThat(stage.containers(run.id())).isEmpty();
    }

    @Test
    void containerThatItsRunNeedsIsLeftAloneAndSoAreAllWhileTheSchedulerIsAway() {
        DueRun needed = running();
        DueRun unneeded = running();
        SchedulerStandIn.answers(503);
        SchedulerStandIn.forget(unneeded.id());

        assertThat(stage.facts().within(Duration.ofSeconds(4), JobRepaired.class, fact -> fact.flowRunId()
                        .equals(unneeded.id())))
                .isEmpty();
        SchedulerStandIn.answers(0);
        repaired(unneeded);

        assertThat(stage.facts().within(Duration.ofSeconds(2), JobRepaired.class, fact -> fact.flowRunId()
                        .equals(needed.id())))
                .isEmpty();
        assertThat(stage.containers(needed.id())).hasSize(1);
        SchedulerStandIn.forget(needed.id());
        stage.ended(needed);
    }

    @Test
    void ofManyReplicasOneStops() throws Exception {
        DueRun run = running();
        var unneeded = new LiveAttempts.Unneeded(
                new AttemptKey("default", run.id(), 1), Found.NO_RUN, StopReason.RUN_UNKNOWN, clock.instant(), "Gone.");
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> replica =
                    () -> attempts.stop(unneeded, clock.instant()).await().atMost(Duration.ofSeconds(20));

            assertThat(executor.invokeAll(List.of(replica, replica, replica)))
                    .extracting(Future::resultNow)
                    .containsOnlyOnce(true);
        }
        stage.ended(run);
    }

    @Test
    void schedulerLearnsWhereAttemptsAreAndHowTheyEnded() throws Exception {
        DueRun live = running();
        DueRun ended = stage.send(DueRun.script("exit 3"));
        JobEnded end = stage.ended(ended);
        UUID stranger = UUID.randomUUID();

        JsonNode dispatches =
                ask("""
                        {"attempts": [{"flowRunId": "%1$s", "attempt": 1}, {"flowRunId": "%1$s", "attempt": 2},
                            {"flowRunId": "%2$s", "attempt": 1}, {"flowRunId": "%3$s", "attempt": 1}]}""".formatted(live.id(), ended.id(), stranger), 200).path("dispatches");

        assertThat(dispatches).hasSize(2);
        assertThat(of(live, dispatches).path("state").asText()).isEqualTo("RUNNING");
        JsonNode known = of(ended, dispatches);
        assertThat(known.path("state").asText()).isEqualTo("ENDED");
        assertThat(known.path("endReason").asText()).isEqualTo("EXITED");
        assertThat(known.path("message").asText()).isEqualTo(end.message());
        assertThat(known.path("endedAt").isMissingNode()).isFalse();
        SchedulerStandIn.forget(live.id());
        stage.ended(live);
    }

    @Test
    void schedulerMustAskWithSense() throws Exception {
        ask("{}", 400);
        ask("{\"attempts\": [{\"attempt\": 1}]}", 400);
    }

    private static JsonNode of(DueRun run, JsonNode dispatches) {
        for (JsonNode dispatch : dispatches) {
            if (dispatch.path("flowRunId").asText().equals(run.id().toString())) {
                return dispatch;
            }
        }
        throw new AssertionError("no dispatch of " + run.id());
    }

    private static URI states() {
        String service = ConfigProvider.getConfig().getValue("test.url", String.class);
        return URI.create(service + "/internal/v1/dispatches/states");
    }

    private JsonNode ask(String body, int status) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(states())
                .header("X-Slipway-Service", "scheduler:token-of-scheduler")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new ObjectMapper().readTree(answer.body());
    }

    private DueRun running() {
        DueRun run = stage.send(DueRun.script("sleep 60"));
        stage.started(run);
        return run;
    }

    private JobRepaired repaired(DueRun run) {
        return stage.facts()
                .awaitOne(JobRepaired.class, fact -> fact.flowRunId().equals(run.id()))
                .data();
    }
}
