package dev.slipway.gateway.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.gateway.hook.WebhookSignature;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a project to be.
 *
 * @param webhookToken for deliveries; null to leave it
 * @param signingSecret for deliveries; null to leave it
 * @param connect whether the webhook shall be made in GitLab
 * @param rest what the builder keeps, without hook secrets
 */
record ProjectRequest(
        String slug,
        @Nullable String webhookToken,
        @Nullable String signingSecret,
        boolean connect,
        ObjectNode rest) {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Set<String> FIELDS = Set.of(
            "slug",
            "gitUrl",
            "gitUsername",
            "gitToken",
            "defaultBranch",
            "registry",
            "variables",
            "maskedVariables",
            "protectedVariables",
            "rules",
            "webhookToken",
            "signingSecret",
            "connect");
    private static final List<String> OPTIONAL_STRINGS =
            List.of("gitUsername", "gitToken", "defaultBranch", "webhookToken", "signingSecret");
    private static final int SHORTEST_TOKEN = 8;
    private static final int LONGEST = 2_000;

    /**
     * Reads a request.
     *
     * @param slugOfPath null if the body names it
     * @throws InvalidProject if something is missing or odd; the message never holds a secret
     */
    static ProjectRequest parse(JsonNode body, @Nullable String slugOfPath) {
        if (!(body instanceof ObjectNode given)) {
            throw new InvalidProject("An object is expected.");
        }
        ObjectNode project = given.deepCopy();
        project.fieldNames().forEachRemaining(field -> require(FIELDS.contains(field), "Unknown field: " + field));
        String slug = slugOfPath == null ? project.path("slug").asText("") : slugOfPath;
        require(SLUG.matcher(slug).matches(), "slug is 1 to 63 of a-z, 0-9 and -, not starting with -.");
        require(!project.hasNonNull("slug") || slug.equals(text(project, "slug")), "slug differs from the path.");
        OPTIONAL_STRINGS.forEach(field -> require(
                !project.hasNonNull(field) || isText(project, field),
                field + " is a string of at most " + LONGEST + "."));
        require(isGitUrl(text(project, "gitUrl")), "gitUrl is an http or https URL without credentials.");
        require(isText(project, "registry"), "registry is the name of a registry.");
        variables(project.path("variables"));
        names(project, "maskedVariables");
        names(project, "protectedVariables");
        require(!project.hasNonNull("rules") || project.path("rules").isObject(), "rules is an object.");
        String token = text(project, "webhookToken");
        String signingSecret = text(project, "signingSecret");
        require(token == null || token.length() >= SHORTEST_TOKEN, "webhookToken has at least 8 characters.");
        require(
                signingSecret == null || WebhookSignature.isSecret(signingSecret),
                "signingSecret is whsec_ and 24 to 64 bytes in Base64.");
        require(!project.hasNonNull("connect") || project.path("connect").isBoolean(), "connect is true or false.");
        boolean connect = project.path("connect").asBoolean(false);
        project.remove(List.of("webhookToken", "signingSecret", "connect"));
        project.put("slug", slug);
        return new ProjectRequest(slug, token, signingSecret, connect, project);
    }

    /** Where the repository is. */
    String gitUrl() {
        return rest.path("gitUrl").asText();
    }

    /** Whether it says which branch is the default one. */
    boolean namesDefaultBranch() {
        return rest.hasNonNull("defaultBranch");
    }

    /** Never shows a secret. */
    @Override
    public String toString() {
        return "ProjectRequest[" + slug + "]";
    }

    private static void variables(JsonNode variables) {
        boolean absent = variables.isMissingNode() || variables.isNull();
        require(absent || variables.isObject(), "variables is an object.");
        variables.forEach(value -> require(value.isTextual(), "variables are strings."));
    }

    private static void names(ObjectNode project, String field) {
        JsonNode names = project.path(field);
        boolean absent = names.isMissingNode() || names.isNull();
        require(absent || names.isArray(), field + " is a list.");
        names.forEach(name -> require(name.isTextual(), field + " are names of variables."));
    }

    private static boolean isGitUrl(@Nullable String text) {
        try {
            URI url = URI.create(String.valueOf(text));
            boolean isHttp = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            return isHttp && url.getHost() != null && url.getUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isText(ObjectNode object, String field) {
        JsonNode value = object.path(field);
        return value.isTextual() && !value.asText().isBlank() && value.asText().length() <= LONGEST;
    }

    private static @Nullable String text(ObjectNode object, String field) {
        return object.hasNonNull(field) ? object.path(field).asText() : null;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new InvalidProject(otherwise);
        }
    }
}
