package dev.slipway.scheduler.block;

import dev.slipway.scheduler.event.Lifecycle;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells what becomes of documents, without their secrets; anonymous ones go unnoticed. */
@ApplicationScoped
class DocumentEvents {
    private static final String KIND = "block-document";

    private final Lifecycle lifecycle;

    DocumentEvents(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    Uni<Void> append(SqlConnection tx, String workspace, String action, BlockDocumentView document) {
        if (document.isAnonymous()) {
            return Uni.createFrom().voidItem();
        }
        var subject = new Lifecycle.Subject(document.id(), document.name(), payload(document), related(document));
        return lifecycle.append(tx, workspace, KIND, action, subject);
    }

    private static Map<String, Object> payload(BlockDocumentView document) {
        var type = Map.of("id", document.blockTypeId().toString(), "name", document.blockTypeName());
        return Map.of(
                "name",
                document.name(),
                "data",
                plainTexts(document),
                "block_schema",
                Map.of("capabilities", document.blockSchema().capabilities(), "block_type", type));
    }

    private static Map<String, Object> plainTexts(BlockDocumentView document) {
        var secrets = document.blockSchema().fields().get("secret_fields") instanceof List<?> paths
                ? Set.copyOf(paths)
                : Set.of();
        var texts = new LinkedHashMap<String, Object>();
        document.data().forEach((key, value) -> {
            if (value instanceof String && !secrets.contains(key)) {
                texts.put(key, value);
            }
        });
        return texts;
    }

    private static List<Map<String, String>> related(BlockDocumentView document) {
        var type = new LinkedHashMap<>(Lifecycle.related("block-type", "block-type", document.blockTypeId()));
        type.put("prefect.resource.name", document.blockTypeName());
        return List.of(type, Lifecycle.related("block-schema", "block-schema", document.blockSchemaId()));
    }
}
