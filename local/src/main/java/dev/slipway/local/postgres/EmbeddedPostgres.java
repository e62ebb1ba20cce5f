package dev.slipway.local.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.local.process.CannotStart;
import dev.slipway.local.process.Daemon;
import dev.slipway.local.process.FileTree;
import dev.slipway.local.process.Startup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A PostgreSQL server of our own; its data survives a restart. */
public final class EmbeddedPostgres {
    public static final String SUPERUSER = "postgres";

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final PostgresOptions options;
    private final Path data;
    private final Daemon daemon;

    public EmbeddedPostgres(PostgresOptions options) {
        this.options = options;
        this.data = options.home().resolve("postgres");
        // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for all clients to leave
        this.daemon = new Daemon("postgres", options.home(), "INT");
    }

    /** Starts it unless it runs, and returns when the database {@code slipway} can be used. */
    public DatabaseServer start() {
        var server = new DatabaseServer(
                "postgresql://127.0.0.1:" + options.port() + "/slipway", SUPERUSER, options.password());
        if (daemon.running().isEmpty()) {
            Path binaries = PostgresBinaries.in(options.cache());
            initialize(binaries);
            daemon.start(command(binaries), Map.of("LC_ALL", "C.UTF-8"));
        }
        Startup.await(daemon, START, server::createDatabaseIfMissing);
        return server;
    }

    public void stop() {
        daemon.stop(STOP);
    }

    public Daemon daemon() {
        return daemon;
    }

    private void initialize(Path binaries) {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        try {
            Path fresh = data.resolveSibling("postgres.new");
            FileTree.delete(fresh);
            Files.createDirectories(options.home());
            Path password = Files.createTempFile(options.home(), "postgres-password", "", OWNER_ONLY);
            try {
                Files.writeString(password, options.password());
                run(initdb(binaries, fresh, password));
            } finally {
                Files.delete(password);
            }
            Files.move(fresh, data);
        } catch (IOException e) {
            throw new UncheckedIOException("the data folder of PostgreSQL could not be made: " + data, e);
        }
    }

    private static List<String> initdb(Path binaries, Path data, Path password) {
        var command = asNonRoot(binaries.resolve("bin/initdb"));
        command.addAll(List.of("--pgdata=" + data, "--username=" + SUPERUSER, "--pwfile=" + password));
        command.addAll(List.of("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"));
        return command;
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new CannotStart("PostgreSQL could not make its data folder:\n" + output.indent(2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("interrupted", e);
        }
    }

    private List<String> command(Path binaries) {
        var command = asNonRoot(binaries.resolve("bin/postgres"));
        command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(options.port())));
        var settings = new ArrayList<>(List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=200",
                "shared_buffers=64MB",
                "io_method=sync",
                "jit=off",
                "timezone=UTC"));
        if (!options.durable()) {
            settings.addAll(List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off"));
        }
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it is nobody, with root's access to its files. */
    private static List<String> asNonRoot(Path program) {
        boolean root = "root".equals(System.getProperty("user.name"));
        return new ArrayList<>(root ? List.of("unshare", "--user", program.toString()) : List.of(program.toString()));
    }
}
