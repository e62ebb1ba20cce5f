package dev.slipway.dispatcher.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.Dispatches;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An engine that can't be reached for a while. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
@WithTestResource(EngineForwarder.class)
class OutageIT {
    @Inject
    Dispatches dispatches;

    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage();
    }

    @AfterEach
    void close() throws IOException {
        EngineForwarder.cut(false);
        stage.close();
    }

    @Test
    void whatBecameDueMeanwhileStartsAndWhatEndedMeanwhileIsTold() {
        DueRun running = stage.send(DueRun.script("sleep 60"));
        String id = Stage.containerId(stage.started(running).infrastructureId());

        EngineForwarder.cut(true);
        stage.engine().killContainerCmd(id).exec();
        DueRun due = stage.send(DueRun.script("exit 0"));
        await().untilAsserted(() -> assertThat(dispatches
                        .find(new AttemptKey("default", due.id(), 1))
                        .await()
                        .indefinitely())
                .hasValueSatisfying(dispatch -> assertThat(dispatch.tries()).isGreaterThan(2)));
        assertThat(stage.soon(
                        JobEnded.class,
                        fact -> fact.flowRunId().equals(running.id())
                                || fact.flowRunId().equals(due.id())))
                .isEmpty();
        EngineForwarder.cut(false);

        stage.endedWith(due, EndReason.COMPLETED);
        stage.endedWith(running, EndReason.KILLED);

        // the stream of events is open again, too
        stage.endedWith(stage.send(DueRun.script("exit 3")), EndReason.EXITED);
    }
}
