package dev.slipway.builder.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.build.Build;
import dev.slipway.builder.build.Builds;
import dev.slipway.contracts.build.v1.BuildQueued;
import dev.slipway.testkit.Facts;
import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose turn it is. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "builder"))
class BuildTurnsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static Forge forge;
    private static Facts facts;
    private final BuilderClient gateway = new BuilderClient("gateway");

    @Inject
    Builds builds;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        forge = new Forge(folder);
        facts = Facts.ofThisTest();
    }

    @AfterAll
    static void stop() {
        facts.close();
        forge.close();
    }

    @AfterEach
    void emptyTheQueue() {
        gateway.cancelBuilds();
    }

    @Test
    void projectWithManyPushesHoldsNobodyUpAndHasItsLimit() {
        forge.project(gateway, "busy");
        forge.project(gateway, "quiet");
        queued("busy", Forge.ZEROS, "1");
        Optional<Build> first = claim();
        queued("busy", "1".repeat(40), "2");
        queued("quiet", Forge.ZEROS, "3");

        Optional<Build> second = claim();
        Optional<Build> third = claim();
        queued("busy", "2".repeat(40), "4");
        Optional<Build> beyondTheLimit = claim();

        assertThat(first).map(build -> build.source().project()).contains("busy");
        assertThat(second).map(build -> build.source().project()).contains("quiet");
        assertThat(third).map(build -> build.source().commit()).contains("2".repeat(40));
        assertThat(beyondTheLimit).isEmpty();
    }

    private static void queued(String project, String before, String digit) {
        facts.send(Forge.push(project, before, digit.repeat(40)));
        facts.awaitOne(
                BuildQueued.class,
                event -> event.project().equals(project) && event.commit().equals(digit.repeat(40)));
    }

    private Optional<Build> claim() {
        return builds.claim(new UUID(5, 5), Duration.ofMinutes(1), 5).await().atMost(PATIENCE);
    }
}
