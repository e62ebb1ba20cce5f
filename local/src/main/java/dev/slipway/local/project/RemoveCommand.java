package dev.slipway.local.project;

import dev.slipway.local.process.CannotStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "rm", description = "Removes a project and its webhook; deployments and images stay.")
final class RemoveCommand implements Runnable {
    @Parameters(paramLabel = "name")
    private String name = "";

    @Override
    public void run() {
        try (Gateway gateway = Gateway.ofThisProcess()) {
            String gitUrl = gateway.project(ProjectName.checked(name))
                    .orElseThrow(() -> new CannotStart("There is no project " + name + "."))
                    .path("gitUrl")
                    .asText();
            boolean unhooked = gateway.disconnect(name).path("removed").asBoolean();
            gateway.delete(name);
            System.out.println("the project " + name + " is removed");
            if (!unhooked) {
                System.out.println("Its webhook may still be in GitLab: " + ProjectName.hooksPage(gitUrl));
            }
        }
    }
}
