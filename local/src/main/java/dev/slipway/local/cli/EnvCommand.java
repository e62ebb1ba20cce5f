package dev.slipway.local.cli;

import dev.slipway.local.client.RunningSlipway;
import dev.slipway.local.system.LocalSystem;
import dev.slipway.local.system.Settings;
import picocli.CommandLine.Command;

@Command(name = "env", description = "Prints what the prefect client needs: eval \"$(./slipway env)\"")
final class EnvCommand implements Runnable {
    @Override
    public void run() {
        RunningSlipway slipway = new LocalSystem(Settings.ofThisProcess()).address();
        System.out.printf("export PREFECT_API_URL='%s/api'%n", slipway.gatewayUrl());
        System.out.printf("export PREFECT_API_AUTH_STRING='%s'%n", slipway.authString());
    }
}
