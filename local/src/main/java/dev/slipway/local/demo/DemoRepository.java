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
public final class DemoRepository {
    private static final String REGISTRY = "local";

    private final ForgeDaemon forge;
    private final Path example;
    private final String flowFile;
    private final String slug;
    private final Path clone;

    /**
     * @param example the files to start with; the project is named like their folder
     * @param flowFile the one that has a line {@code GREETING = "…"}
     * @param home the folder of all local state
     */
    public DemoRepository(ForgeDaemon forge, Path example, String flowFile, Path home) {
        this.forge = forge;
        this.example = example;
        this.flowFile = flowFile;
        this.slug = example.getFileName().toString();
        this.clone = home.resolve("demo").resolve(slug);
    }

    /** The project's name in Slipway. */
    public String slug() {
        return slug;
    }

    Path folder() {
        return clone;
    }

    /** Makes what is missing; the clone, ready to be pushed. */
    public WorkTree prepare(RunningSlipway slipway) throws IOException {
        Path folder = forge.folder();
        String token = GitForge.token(folder);
        ForgeHook hook = hook(GitForge.createProject(folder, forgePath()), slipway);
        GitForge.setHook(folder, forgePath(), hook);
        forge.start();
        String gitUrl = forge.url() + "/" + forgePath() + ".git";
        try (GatewayClient gateway = slipway.client()) {
            register(new Provisioning(gateway), slipway, gitUrl, token, hook);
        }
        if (!Files.exists(clone.resolve(".git"))) {
            copyExample();
        }
        return WorkTree.open(clone).connect(gitUrl, token);
    }

    /** Commits, from the second time on with a change that can be seen in the flow's log. */
    public String commit(WorkTree tree) {
        int number = commits(tree) + 1;
        if (number > 1) {
            String changed = tree.read(flowFile)
                    .replaceFirst("GREETING = \".*\"", "GREETING = \"Hello for the %d. time\"".formatted(number));
            tree.write(flowFile, changed);
        }
        return tree.commit(number == 1 ? "Say hello" : "Say hello for the %d. time".formatted(number));
    }

    private String forgePath() {
        return "demo/" + slug;
    }

    private static int commits(WorkTree tree) {
        boolean unborn = tree.git("for-each-ref", "refs/heads/main").isBlank();
        return unborn
                ? 0
                : Integer.parseInt(tree.git("rev-list", "--count", "HEAD").strip());
    }

    private ForgeHook hook(ForgeProject project, RunningSlipway slipway) {
        ForgeHook old = project.hook();
        String secret = old == null || old.signingSecret() == null ? newSecret() : old.signingSecret();
        return new ForgeHook(slipway.gatewayUrl() + "/hooks/gitlab/" + slug, null, secret);
    }

    private static String newSecret() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return "whsec_" + Base64.getEncoder().encodeToString(random);
    }

    private void register(
            Provisioning provisioning, RunningSlipway slipway, String gitUrl, String token, ForgeHook hook) {
        provisioning.registry(REGISTRY, slipway.registry());
        provisioning.workPool("slipway-docker", "docker");
        provisioning.project(Map.of(
                "slug", slug,
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
