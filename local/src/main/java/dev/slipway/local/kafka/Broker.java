package dev.slipway.local.kafka;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** The broker's own JVM: formats the data folder the first time and runs until it is told to end. */
final class Broker {
    private Broker() {}

    /** Arguments: the properties file, and the pid of the process to die with, or 0. */
    public static void main(String[] arguments) {
        endWith(Long.parseLong(arguments[1]));
        try {
            run(Path.of(arguments[0]));
        } catch (Exception | LinkageError e) {
            e.printStackTrace();
            // not exit: a failed start must not become the class archive of the next ones
            Runtime.getRuntime().halt(1);
        }
    }

    private static void run(Path file) throws Exception {
        var properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        Path data = Path.of(properties.getProperty("log.dirs"));
        if (!Files.exists(data.resolve("meta.properties"))) {
            String[] format = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
            StorageTool.execute(format, System.out);
        }
        Kafka.main(new String[] {file.toString()});
    }

    private static void endWith(long ownerPid) {
        if (ownerPid != 0) {
            Thread.ofPlatform().daemon().name("owner-watch").start(() -> {
                ProcessHandle.of(ownerPid).ifPresent(owner -> owner.onExit().join());
                Runtime.getRuntime().halt(0);
            });
        }
    }
}
