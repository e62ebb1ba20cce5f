package dev.slipway.local.cli;

import dev.slipway.local.client.RunningSlipway;
import dev.slipway.local.system.LocalSystem;
import dev.slipway.local.system.Settings;
import picocli.CommandLine.Command;

@Command(name = "env", description = "Prints what prefect and kubectl need: eval \"$(./slipway env)\"")
final class EnvCommand implements Runnable {
    @Override
    public void run() {
        var system = new LocalSystem(Settings.ofThisProcess());
        RunningSlipway slipway = system.address();
        System.out.printf("export PREFECT_API_URL='%s/api'%n", slipway.gatewayUrl());
        System.out.printf("export PREFECT_API_AUTH_STRING='%s'%n", slipway.authString());
        system.kubeconfig().ifPresent(file -> System.out.printf("export KUBECONFIG='%s'%n", file));
    }
}
