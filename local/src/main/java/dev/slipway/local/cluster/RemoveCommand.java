package dev.slipway.local.cluster;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "Forgets a cluster that no run lives in.")
final class RemoveCommand implements Runnable {
    @Parameters(paramLabel = "name")
    private String name = "";

    @Override
    public void run() {
        try (Gateway gateway = Gateway.ofThisProcess()) {
            gateway.delete(ClusterName.checked(name));
        }
        System.out.printf("the cluster %s is forgotten%n", name);
    }
}
