package dev.slipway.scheduler.block;

import dev.slipway.scheduler.json.WireJson;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Block documents with their secrets, for features that do what a block is for. */
@ApplicationScoped
public class BlockContents {
    private final DocumentViews views;

    BlockContents(DocumentViews views) {
        this.views = views;
    }

    /**
     * What a block holds.
     *
     * @param typeSlug which kind of block it is
     * @param capabilities what blocks of its schema can do
     * @param data without fields that have no value
     */
    public record Content(UUID id, String name, String typeSlug, List<String> capabilities, JsonObject data) {}

    /** The document with that id, or a refusal. */
    public Uni<Content> get(String workspace, UUID id) {
        return views.one(workspace, DocumentFilter.one(id), Secrets.NEEDED)
                .map(document -> new Content(
                        document.id(),
                        document.name(),
                        document.blockType().slug(),
                        document.blockSchema().capabilities(),
                        withoutNulls(WireJson.object(document.data()))));
    }

    private static JsonObject withoutNulls(JsonObject data) {
        data.getMap().values().removeIf(Objects::isNull);
        return data;
    }
}
