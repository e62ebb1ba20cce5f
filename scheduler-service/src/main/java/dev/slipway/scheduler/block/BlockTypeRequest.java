package dev.slipway.scheduler.block;

import dev.slipway.scheduler.json.Names;
import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A block type as somebody wants it. */
record BlockTypeRequest(
        String name,
        String slug,
        @Nullable String logoUrl,
        @Nullable String documentationUrl,
        @Nullable String description,
        @Nullable String codeExample) {
    /** What can be changed later. */
    static final Set<String> CHANGEABLE = Set.of("logo_url", "documentation_url", "description", "code_example");

    private static final Set<String> KNOWN =
            Set.of("name", "slug", "logo_url", "documentation_url", "description", "code_example");

    static BlockTypeRequest of(@Nullable JsonObject json) {
        var body = BlockBody.of(json, KNOWN);
        var request = new BlockTypeRequest(
                Names.valid(body.requiredText("name")),
                BlockBody.required("slug", body.slug("slug", "Block type slug")),
                body.text("logo_url"),
                body.text("documentation_url"),
                escaped(body.text("description")),
                escaped(body.text("code_example")));
        if (request.name().toLowerCase(Locale.ROOT).startsWith("prefect")) {
            throw ApiProblem.forbidden("Block type names beginning with 'Prefect' are reserved.");
        }
        return request;
    }

    /** The fields that a body changes. */
    static JsonObject changes(@Nullable JsonObject json) {
        var body = BlockBody.of(json, CHANGEABLE);
        CHANGEABLE.forEach(body::text);
        return body.json();
    }

    /** Browsers get these as HTML; clients know that they have to unescape them. */
    private static @Nullable String escaped(@Nullable String text) {
        return text == null
                ? null
                : text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static @Nullable String unescaped(@Nullable String text) {
        return text == null
                ? null
                : text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
