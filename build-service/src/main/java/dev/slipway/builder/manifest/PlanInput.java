package dev.slipway.builder.manifest;

/**
 * What the plan depends on beside the file.
 *
 * @param commit the default version and tag are made of it
 * @param directoryName what the checkout's directory is called in images with a generated Dockerfile
 * @param registryAddress the project's registry
 */
public record PlanInput(String commit, String directoryName, String registryAddress, Variables variables) {
    /** Where git finds the repository; that of the project, unless it says another address for its runs. */
    String repository() {
        return variables.values().get("CI_PROJECT_URL") + ".git";
    }
}
