package dev.slipway.dispatcher.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Blocks and variables in job variables. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "dispatcher"))
@WithTestResource(StandIns.class)
class ReferencesIT {
    private Stage stage;

    @BeforeEach
    void open() {
        stage = new Stage();
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    @Test
    void aBlockAndTheVariableInItReachTheContainer() {
        DueRun run = stage.send(DueRun.script("[ \"$GREETING\" = 'hello from here' ] && [ -z \"$NOTHING\" ]")
                .withEnvironment("GREETING", "hello {{ prefect.blocks.secret.greeting }}")
                .withEnvironment("NOTHING", "{{ prefect.variables.nowhere }}"));

        assertThat(stage.ended(run).reason()).isEqualTo(EndReason.COMPLETED);
    }

    @Test
    void aBlockThatIsNotThereIsNamed() {
        DueRun run =
                stage.send(DueRun.script("exit 0").withEnvironment("GREETING", "{{ prefect.blocks.secret.nobodys }}"));

        JobEnded ended = stage.ended(run);

        assertThat(ended.reason()).isEqualTo(EndReason.INVALID_CONFIGURATION);
        assertThat(ended.message()).contains("the block secret/nobodys").contains("Create it");
    }
}
