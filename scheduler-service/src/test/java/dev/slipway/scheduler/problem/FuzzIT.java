package dev.slipway.scheduler.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short round of what {@code script/fuzz} does at length, in a workspace of its own. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class FuzzIT {
    private static final String VERSION = "4.32.5";
    private static final Path SCRIPTS = Path.of("../script").toAbsolutePath().normalize();

    @Test
    void generatedRequestsNeverFailAndAreRefusedInPrefectsShape(@TempDir Path folder) throws Exception {
        Process fuzzing = start(folder);
        try {
            String said = new String(fuzzing.getInputStream().readAllBytes(), UTF_8);

            assertThat(fuzzing.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(fuzzing.exitValue()).as(said).isZero();
            assertThat(said).contains("generated");
        } finally {
            fuzzing.destroyForcibly();
        }
    }

    private Process start(Path folder) throws IOException {
        String cache =
                System.getenv().getOrDefault("SLIPWAY_CACHE", System.getProperty("user.home") + "/.cache/slipway");
        var builder = new ProcessBuilder(List.of(
                        cache + "/venv-schemathesis-" + VERSION + "/bin/st",
                        "run",
                        cache + "/prefect-3.8.8-openapi.json",
                        "--url=http://127.0.0.1:" + RestAssured.port + "/api",
                        "--header=X-Slipway-Service:gateway:token-of-gateway",
                        "--header=X-Slipway-Workspace:fuzz",
                        "--header=X-Slipway-Principal:admin",
                        "--checks=never_fails,refusals_have_prefects_shape",
                        "--phases=fuzzing",
                        "--max-examples=4",
                        "--max-time=30",
                        "--seed=1",
                        "--request-timeout=15",
                        "--generation-database=none",
                        "--no-shrink",
                        "--no-color",
                        "--warnings=off",
                        "--suppress-health-check=all"))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("SCHEMATHESIS_HOOKS", "fuzz_checks");
        builder.environment().put("PYTHONPATH", SCRIPTS.toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        return builder.start();
    }
}
