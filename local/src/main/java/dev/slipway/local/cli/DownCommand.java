package dev.slipway.local.cli;

import dev.slipway.local.system.LocalSystem;
import dev.slipway.local.system.Settings;
import picocli.CommandLine.Command;

@Command(name = "down", description = "Stops everything; the data stays.")
final class DownCommand implements Runnable {
    @Override
    public void run() {
        new LocalSystem(Settings.ofThisProcess()).down();
        System.out.println("everything is stopped; the data is kept for the next ./slipway up");
    }
}
