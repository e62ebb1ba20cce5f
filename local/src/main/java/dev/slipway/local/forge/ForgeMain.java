package dev.slipway.local.forge;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/** The forge as a process of its own: {@code ForgeMain <folder> <port>}. */
public final class ForgeMain {
    private ForgeMain() {}

    /** Serves until the process is told to stop. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        GitForge forge = GitForge.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Clock.systemUTC());
        forge.onDelivery(delivery -> log(System.out, delivery));
        Runtime.getRuntime().addShutdownHook(new Thread(forge::close, "close-forge"));
        System.out.println("forge: serving git at " + forge.url());
        new CountDownLatch(1).await();
    }

    private static void log(PrintStream out, HookDelivery delivery) {
        out.printf(
                "%s %s %s: %s %s%n",
                delivery.sentAt(),
                delivery.projectPath(),
                delivery.ref(),
                delivery.status() == null ? "not delivered" : "answered " + delivery.status(),
                delivery.succeeded() ? "" : delivery.answer());
    }
}
