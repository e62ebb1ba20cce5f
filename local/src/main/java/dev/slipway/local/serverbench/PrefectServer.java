package dev.slipway.local.serverbench;

import dev.slipway.local.postgres.DatabaseServer;
import dev.slipway.local.postgres.EmbeddedPostgres;
import dev.slipway.local.postgres.PostgresOptions;
import dev.slipway.local.process.CannotStart;
import dev.slipway.local.process.Daemon;
import dev.slipway.local.process.FileTree;
import dev.slipway.local.process.Ports;
import dev.slipway.local.process.Startup;
import dev.slipway.local.system.PartStatus;
import dev.slipway.local.system.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Prefect's own server with its defaults, on the PostgreSQL that Slipway's local system has. */
final class PrefectServer implements BenchServer {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final String PASSWORD = "bench";

    private static final String RUNS = """
            insert into flow_run select copy.*
            from flow_run r, generate_series(1, %2$d) n, jsonb_populate_record(r, jsonb_build_object(
                'id', md5('run' || n)::uuid, 'state_id', md5('state' || n)::uuid, 'name', 'run-' || n,
                'expected_start_time', r.expected_start_time - n * interval '1 second',
                'start_time', r.start_time - n * interval '1 second',
                'end_time', r.end_time - n * interval '1 second')) copy
            where r.id = '%1$s'
            """;
    private static final String STATES = """
            insert into flow_run_state select copy.*
            from flow_run r join flow_run_state s on s.id = r.state_id, generate_series(1, %2$d) n,
                jsonb_populate_record(s, jsonb_build_object(
                    'id', md5('state' || n)::uuid, 'flow_run_id', md5('run' || n)::uuid,
                    'timestamp', s.timestamp - n * interval '1 second')) copy
            where r.id = '%1$s'
            """;

    private final Settings settings;
    private final Path home;
    private final Path program;
    private final int port = Ports.free();
    private final Daemon server;
    private final Daemon worker;
    private final EmbeddedPostgres postgres;
    private final int databasePort;

    PrefectServer(Settings settings) {
        this.settings = settings;
        this.home = settings.home().resolve("bench-prefect");
        this.program = PrefectClient.program(settings, "prefect");
        this.server = new Daemon("prefect-server", home);
        this.worker = new Daemon("prefect-worker", home);
        this.databasePort = Ports.free();
        this.postgres = new EmbeddedPostgres(new PostgresOptions(home, settings.cache(), databasePort, PASSWORD, true));
    }

    @Override
    public String name() {
        return "Prefect";
    }

    @Override
    public Address start(Consumer<String> progress) {
        if (!Files.isExecutable(program)) {
            throw new CannotStart("Prefect is not at " + program + ": run script/setup.");
        }
        close();
        progress.accept("starting PostgreSQL and Prefect's server");
        DatabaseServer database = postgres.start();
        String url = database.url()
                .replace(
                        "postgresql://",
                        "postgresql+asyncpg://%s:%s@".formatted(database.username(), database.password()));
        server.start(
                List.of(program.toString(), "server", "start", "--host", "127.0.0.1", "--port", Integer.toString(port)),
                environment(Map.of(
                        "PREFECT_API_DATABASE_CONNECTION_URL", url, "PREFECT_SERVER_ANALYTICS_ENABLED", "false")));
        var address = new Address(URI.create("http://127.0.0.1:" + port), "bench:none");
        try (var client = address.client()) {
            Startup.await(server, START, () -> client.tryGet("/api/health").succeeded());
        }
        return address;
    }

    @Override
    public List<PartStatus> parts() {
        return Stream.of(server, postgres.daemon())
                .flatMap(daemon -> daemon.running().stream()
                        .map(process -> new PartStatus(
                                daemon.name(), PartStatus.Condition.READY, "", process.pid(), daemon.log())))
                .toList();
    }

    @Override
    public String claimedPoolType() {
        return "process";
    }

    @Override
    public void claim(String pool) {
        worker.start(
                List.of(program.toString(), "worker", "start", "--pool", pool, "--type", "process", "--name", "bench"),
                environment(Map.of("PREFECT_API_URL", "http://127.0.0.1:" + port + "/api")));
    }

    @Override
    public int eventsPerSecond() {
        return 150;
    }

    @Override
    public void multiply(String flowRunId, int count) {
        var database = new DatabaseServer(
                "postgresql://127.0.0.1:" + databasePort + "/slipway", EmbeddedPostgres.SUPERUSER, PASSWORD);
        Copies.make(database, List.of(RUNS, STATES), List.of("flow_run", "flow_run_state"), flowRunId, count);
    }

    @Override
    public void close() {
        worker.stop(STOP);
        server.stop(STOP);
        postgres.stop();
        try {
            FileTree.delete(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> environment(Map<String, String> more) {
        return PrefectClient.environment(settings, home.resolve("prefect"), more);
    }
}
