package dev.slipway.local.serverbench;

import dev.slipway.local.client.RunningSlipway;
import dev.slipway.local.postgres.DatabaseServer;
import dev.slipway.local.postgres.EmbeddedPostgres;
import dev.slipway.local.process.FileTree;
import dev.slipway.local.system.LocalPort;
import dev.slipway.local.system.LocalSystem;
import dev.slipway.local.system.PartStatus;
import dev.slipway.local.system.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Consumer;

/** A Slipway of its own, beside the one that may run: other ports, another folder, and nothing of it stays. */
final class SlipwayServer implements BenchServer {
    private static final int ABOVE_THE_OTHER = 20_000;

    private static final String RUNS = """
            insert into scheduler.flow_runs select copy.*
            from scheduler.flow_runs r, generate_series(1, %2$d) n, jsonb_populate_record(r, jsonb_build_object(
                'id', md5('run' || n)::uuid, 'state_id', md5('state' || n)::uuid, 'name', 'run-' || n,
                'state', r.state || jsonb_build_object('id', md5('state' || n)::uuid),
                'expected_start_time', r.expected_start_time - n * interval '1 second',
                'start_time', r.start_time - n * interval '1 second',
                'end_time', r.end_time - n * interval '1 second')) copy
            where r.id = '%1$s'
            """;
    private static final String STATES = """
            insert into scheduler.flow_run_states select copy.*
            from scheduler.flow_runs r join scheduler.flow_run_states s on s.id = r.state_id, generate_series(1, %2$d) n,
                jsonb_populate_record(s, jsonb_build_object(
                    'id', md5('state' || n)::uuid, 'flow_run_id', md5('run' || n)::uuid,
                    'timestamp', s.timestamp - n * interval '1 second')) copy
            where r.id = '%1$s'
            """;

    private final Settings settings;
    private final LocalSystem system;

    /** Without what one that was killed left behind. */
    static SlipwayServer fresh(Settings given) {
        new SlipwayServer(given).close();
        return new SlipwayServer(given);
    }

    private SlipwayServer(Settings given) {
        this.settings = given.beside("bench-slipway", ABOVE_THE_OTHER);
        this.system = new LocalSystem(settings);
    }

    LocalSystem system() {
        return system;
    }

    @Override
    public String name() {
        return "Slipway";
    }

    @Override
    public Address start(Consumer<String> progress) {
        RunningSlipway slipway = system.up(progress);
        return new Address(slipway.gatewayUrl(), slipway.authString());
    }

    @Override
    public List<PartStatus> parts() {
        return system.status().stream().filter(part -> part.pid() > 0).toList();
    }

    @Override
    public String claimedPoolType() {
        return "docker";
    }

    @Override
    public void claim(String pool) {
        // the dispatcher's, from the start
    }

    @Override
    public int eventsPerSecond() {
        return 5_000;
    }

    @Override
    public void multiply(String flowRunId, int count) {
        Copies.make(
                database(),
                List.of(RUNS, STATES),
                List.of("scheduler.flow_runs", "scheduler.flow_run_states"),
                flowRunId,
                count);
    }

    @Override
    public void close() {
        system.down();
        try {
            FileTree.delete(settings.home());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DatabaseServer database() {
        try {
            String password = Files.readString(settings.home().resolve("credentials/postgres-password"));
            return new DatabaseServer(
                    "postgresql://127.0.0.1:" + settings.port(LocalPort.POSTGRES) + "/slipway",
                    EmbeddedPostgres.SUPERUSER,
                    password.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
