package dev.slipway.local.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.local.client.SecretFile;
import dev.slipway.local.client.WebhookToken;
import dev.slipway.local.process.CannotStart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Adds a repository and makes its webhook in GitLab; of a known one, looks at both again.")
final class AddCommand implements Runnable {
    @Parameters(paramLabel = "git URL", description = "As https://gitlab.example.com/team/app.git.")
    private String gitUrl = "";

    @Option(names = "--name", paramLabel = "N", description = "The last part of the URL's path by default.")
    private @Nullable String name;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "With a GitLab access token of scope api, of a Maintainer; - reads it from standard input.")
    private @Nullable Path tokenFile;

    @Option(names = "--registry", paramLabel = "R", description = "Where images go; the only one by default.")
    private @Nullable String registry;

    @Option(names = "--branch", paramLabel = "B", description = "The branch that is built; GitLab's default one.")
    private @Nullable String branch;

    @Option(names = "--variable", paramLabel = "K=V", description = "A build variable; more than once for more.")
    private Map<String, String> variables = new HashMap<>();

    @Option(
            names = "--masked",
            paramLabel = "K",
            description = "The name of a variable that is a secret; more than once for more.")
    private List<String> masked = new ArrayList<>();

    @Option(
            names = "--protected",
            paramLabel = "K",
            description = "The name of a variable that only builds of protected branches and tags get; more than once"
                    + " for more.")
    private List<String> protectedOnly = new ArrayList<>();

    @Option(
            names = "--secret-token",
            description = "The webhook shows a secret token; for GitLab before 19.0, which does not sign.")
    private boolean secretToken;

    @Override
    public void run() {
        String slug = name == null ? ProjectName.of(gitUrl) : ProjectName.checked(name);
        String token = tokenFile == null ? null : SecretFile.read(tokenFile);
        try (Gateway gateway = Gateway.ofThisProcess()) {
            JsonNode answer = gateway.project(slug)
                    .map(known -> again(gateway, slug, known, token))
                    .orElseGet(() -> create(gateway, slug, token));
            tell(slug, gateway.project(slug).orElse(answer), answer);
        }
    }

    private JsonNode create(Gateway gateway, String slug, @Nullable String token) {
        var project = new LinkedHashMap<String, Object>();
        project.put("slug", slug);
        project.put("gitUrl", gitUrl);
        project.put("registry", registry == null ? onlyRegistry(gateway) : registry);
        project.put("variables", variables);
        project.put("maskedVariables", masked);
        project.put("protectedVariables", protectedOnly);
        Optional.ofNullable(token).ifPresent(given -> project.put("gitToken", given));
        Optional.ofNullable(branch).ifPresent(given -> project.put("defaultBranch", given));
        String shared = secretToken ? WebhookToken.random() : null;
        if (shared != null) {
            project.put("webhookToken", shared);
        }
        project.put("connect", true);
        JsonNode made = gateway.create(project);
        return shared == null ? made : ((ObjectNode) made).put("webhookToken", shared);
    }

    private JsonNode again(Gateway gateway, String slug, JsonNode known, @Nullable String token) {
        if (!known.path("gitUrl").asText().equals(gitUrl)) {
            throw new CannotStart("The project %s is %s; give this one another --name."
                    .formatted(slug, known.path("gitUrl").asText()));
        }
        if (!ofNewProjects().isEmpty()) {
            throw new CannotStart("The project " + slug + " is there already, and " + String.join(", ", ofNewProjects())
                    + " would change nothing: change it with PUT /slipway/v1/projects/" + slug
                    + ", or take the option away.");
        }
        return gateway.connect(slug, token == null ? Map.of() : Map.of("gitToken", token));
    }

    /** Those of the given options that only a new project takes. */
    List<String> ofNewProjects() {
        return Stream.of(
                        registry == null ? null : "--registry",
                        branch == null ? null : "--branch",
                        variables.isEmpty() ? null : "--variable",
                        masked.isEmpty() ? null : "--masked",
                        protectedOnly.isEmpty() ? null : "--protected",
                        secretToken ? "--secret-token" : null)
                .filter(Objects::nonNull)
                .toList();
    }

    private void tell(String slug, JsonNode project, JsonNode answer) {
        JsonNode connection = answer.path("connection");
        System.out.printf(
                "project %s: pushes to %s are built, images go to the registry %s%n",
                slug,
                project.path("defaultBranch").asText(),
                project.path("registry").asText());
        Report.findings(connection).forEach(System.out::println);
        if (!Report.isHooked(connection)) {
            Report.byHand(gitUrl, answer).forEach(System.out::println);
        }
    }

    private static String onlyRegistry(Gateway gateway) {
        JsonNode registries = gateway.registries();
        if (registries.size() != 1) {
            throw new CannotStart(
                    registries.isEmpty()
                            ? "There is no registry yet; add one first: ./slipway registry add <name> <address>."
                            : "There are " + registries.size() + " registries; say which one: --registry.");
        }
        return registries.get(0).path("name").asText();
    }
}
