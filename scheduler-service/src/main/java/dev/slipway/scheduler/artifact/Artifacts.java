package dev.slipway.scheduler.artifact;

import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.event.Lifecycle;
import dev.slipway.scheduler.json.WireJson;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Artifacts change together with the event that says what has become of their key. */
@ApplicationScoped
class Artifacts {
    private static final String KIND = "artifact-collection";

    private final ArtifactRepository artifacts;
    private final Lifecycle lifecycle;
    private final Transactions transactions;

    Artifacts(ArtifactRepository artifacts, Lifecycle lifecycle, Transactions transactions) {
        this.artifacts = artifacts;
        this.lifecycle = lifecycle;
        this.transactions = transactions;
    }

    Uni<Artifact> create(String workspace, ArtifactRequest asked) {
        return transactions.run(tx -> latest(tx, workspace, asked.text("key"))
                .chain(before ->
                        artifacts.insert(tx, workspace, asked).call(made -> tell(tx, workspace, made.key(), before))));
    }

    /** False if there is no such artifact. */
    Uni<Boolean> update(String workspace, UUID id, JsonObject changes) {
        return transactions.run(tx -> artifacts.update(tx, workspace, id, changes));
    }

    /** False if there is no such artifact. */
    Uni<Boolean> delete(String workspace, UUID id) {
        return transactions.run(tx -> artifacts.find(tx, workspace, id).chain(found -> found.map(artifact -> latest(
                                tx, workspace, artifact.key())
                        .chain(before ->
                                artifacts.delete(tx, artifact).chain(() -> tell(tx, workspace, artifact.key(), before)))
                        .replaceWith(true))
                .orElseGet(() -> Uni.createFrom().item(false))));
    }

    private Uni<Optional<LatestArtifact>> latest(SqlConnection tx, String workspace, @Nullable String key) {
        return key == null ? Uni.createFrom().item(Optional.empty()) : artifacts.latest(tx, workspace, key);
    }

    /** An artifact that was not the latest of its key goes unnoticed. */
    private Uni<Void> tell(SqlConnection tx, String workspace, @Nullable String key, Optional<LatestArtifact> before) {
        return latest(tx, workspace, key).chain(after -> {
            if (before.map(LatestArtifact::latestId).equals(after.map(LatestArtifact::latestId))) {
                return Uni.createFrom().voidItem();
            }
            var action = before.isEmpty() ? "created" : after.isEmpty() ? "deleted" : "updated";
            return after.or(() -> before)
                    .map(collection -> lifecycle.append(tx, workspace, KIND, action, subject(collection)))
                    .orElseGet(() -> Uni.createFrom().voidItem());
        });
    }

    private static Lifecycle.Subject subject(LatestArtifact latest) {
        var payload = WireJson.object(latest).getMap();
        payload.keySet().retainAll(List.of("key", "type", "data", "description"));
        var related = new ArrayList<Map<String, String>>();
        related.add(Lifecycle.related("latest", "artifact", latest.latestId()));
        UUID flowRun = latest.flowRunId();
        if (flowRun != null) {
            related.add(Lifecycle.related("flow-run", "flow-run", flowRun));
        }
        UUID taskRun = latest.taskRunId();
        if (taskRun != null) {
            related.add(Lifecycle.related("task-run", "task-run", taskRun));
        }
        return new Lifecycle.Subject(latest.id(), latest.key(), payload, related);
    }
}
