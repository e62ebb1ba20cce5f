package dev.slipway.builder.manifest;

import java.util.Set;

/**
 * What the plan depends on beside the file.
 *
 * @param commit the default version and tag are made of it
 * @param directoryName what the checkout's directory is called in images with a generated Dockerfile
 * @param registryAddress the project's registry
 * @param registries addresses of all registries whose logins are known
 */
public record PlanInput(
        String commit, String directoryName, String registryAddress, Set<String> registries, Variables variables) {
    /** With no other registry than the project's. */
    PlanInput(String commit, String directoryName, String registryAddress, Variables variables) {
        this(commit, directoryName, registryAddress, Set.of(registryAddress), variables);
    }

    /** True if there is a login for the image. */
    boolean hasLogin(String image) {
        return registries.stream().anyMatch(address -> image.startsWith(address + "/"));
    }

    /** Where git finds the repository; that of the project, unless it says another address for its runs. */
    String repository() {
        return variables.values().get("CI_PROJECT_URL") + ".git";
    }
}
