package dev.slipway.local.demo;

import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.client.Provisioning;
import dev.slipway.local.client.RunningSlipway;
import dev.slipway.local.forge.ForgeDaemon;
import dev.slipway.local.forge.ForgeHook;
import dev.slipway.local.forge.ForgeProject;
import dev.slipway.local.forge.GitForge;
import dev.slipway.local.forge.WorkTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The example as a team would have it: a project of the forge with a webhook, known to Slipway, and a clone of it. */
final class DemoRepository {
    static final String SLUG = "hello-flow";
    private static final String FORGE_PATH = "demo/" + SLUG;
    private static final String REGISTRY = "local";
    private static final String FLOW_FILE = "flows/hello.py";

    private final ForgeDaemon forge;
    private final Path example;
    private final Path clone;

    /**
     * @param example the files to start with
     * @param home the folder of all local state
     */
    DemoRepository(ForgeDaemon forge, Path example, Path home) {
        this.forge = forge;
        this.example = example;
        this.clone = home.resolve("demo").resolve(SLUG);
    }

    Path folder() {
        return clone;
    }

    /** Makes what is missing; the clone, ready to be pushed. */
    WorkTree prepare(RunningSlipway slipway) throws IOException {
        Path folder = forge.folder();
        String token = GitForge.token(folder);
        ForgeHook hook = hook(GitForge.createProject(folder, FORGE_PATH), slipway);
        GitForge.setHook(folder, FORGE_PATH, hook);
        forge.start();
        String gitUrl = forge.url() + "/" + FORGE_PATH + ".git";
        try (GatewayClient gateway = slipway.client()) {
            register(new Provisioning(gateway), slipway, gitUrl, token, hook);
        }
        if (!Files.exists(clone.resolve(".git"))) {
            copyExample();
        }
        return WorkTree.open(clone).connect(gitUrl, token);
    }

    /** Commits, from the second time on with a change that can be seen in the flow's log. */
    String commit(WorkTree tree) {
        int number = commits(tree) + 1;
        if (number > 1) {
            String changed = tree.read(FLOW_FILE)
                    .replaceFirst("GREETING = \".*\"", "GREETING = \"Hello for the %d. time\"".formatted(number));
            tree.write(FLOW_FILE, changed);
        }
        return tree.commit(number == 1 ? "Say hello" : "Say hello for the %d. time".formatted(number));
    }

    private static int commits(WorkTree tree) {
        boolean unborn = tree.git("for-each-ref", "refs/heads/main").isBlank();
        return unborn
                ? 0
                : Integer.parseInt(tree.git("rev-list", "--count", "HEAD").strip());
    }

    private static ForgeHook hook(ForgeProject project, RunningSlipway slipway) {
        ForgeHook old = project.hook();
        String secret = old == null || old.signingSecret() == null ? newSecret() : old.signingSecret();
        return new ForgeHook(slipway.gatewayUrl() + "/hooks/gitlab/" + SLUG, null, secret);
    }

    private static String newSecret() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return "whsec_" + Base64.getEncoder().encodeToString(random);
    }

    private static void register(
            Provisioning provisioning, RunningSlipway slipway, String gitUrl, String token, ForgeHook hook) {
        provisioning.registry(REGISTRY, slipway.registry());
        provisioning.workPool("slipway-docker", "docker");
        provisioning.project(Map.of(
                "slug", SLUG,
                "gitUrl", gitUrl,
                "gitUsername", GitForge.USERNAME,
                "gitToken", token,
                "registry", REGISTRY,
                "variables", Map.of(),
                "signingSecret", String.valueOf(hook.signingSecret())));
    }

    private void copyExample() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(example)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path copy = clone.resolve(example.relativize(file).toString());
            Files.createDirectories(copy.resolveSibling("."));
            Files.copy(file, copy);
        }
    }
}
