package dev.slipway.builder.build;

import dev.slipway.contracts.build.v1.BuildFailed;
import dev.slipway.contracts.build.v1.BuildQueued;
import dev.slipway.contracts.build.v1.BuildStage;
import dev.slipway.contracts.build.v1.BuildStarted;
import dev.slipway.contracts.build.v1.BuildSucceeded;
import dev.slipway.contracts.build.v1.BuildSuperseded;
import dev.slipway.outbox.Cause;
import dev.slipway.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** Tells the others what became of a build; the only writer of these facts. */
@ApplicationScoped
class BuildEvents {
    private final Outbox outbox;

    BuildEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    Uni<Void> queued(SqlConnection tx, Build build) {
        Source source = build.source();
        var event = new BuildQueued(
                source.workspace(),
                build.id(),
                build.pushId(),
                source.project(),
                source.ref(),
                source.commit(),
                build.generation(),
                build.queuedAt());
        return outbox.append(tx, event, cause(build));
    }

    Uni<Void> started(SqlConnection tx, Build build, Instant now) {
        Source source = build.source();
        var event = new BuildStarted(
                source.workspace(),
                build.id(),
                source.project(),
                source.ref(),
                source.commit(),
                build.generation(),
                build.attempt(),
                now);
        return outbox.append(tx, event, cause(build));
    }

    Uni<Void> succeeded(SqlConnection tx, Build build, Product product) {
        Source source = build.source();
        var event = new BuildSucceeded(
                source.workspace(),
                build.id(),
                source.project(),
                source.ref(),
                source.commit(),
                build.generation(),
                build.images().stream().map(PushedImage::fact).toList(),
                product.deployments(),
                finished(build),
                product.preview() ? true : null);
        return outbox.append(tx, event, cause(build));
    }

    /** Failed or cancelled: for the others the same, nothing is registered. */
    Uni<Void> failed(SqlConnection tx, Build build) {
        Source source = build.source();
        var event = new BuildFailed(
                source.workspace(),
                build.id(),
                source.project(),
                source.ref(),
                source.commit(),
                build.generation(),
                Objects.requireNonNullElse(build.stage(), BuildStage.CHECKOUT),
                Objects.requireNonNullElse(build.message(), "The build failed."),
                finished(build));
        return outbox.append(tx, event, cause(build));
    }

    Uni<Void> superseded(SqlConnection tx, Build build, UUID by) {
        Source source = build.source();
        var event = new BuildSuperseded(
                source.workspace(),
                build.id(),
                source.project(),
                source.ref(),
                source.commit(),
                build.generation(),
                by,
                finished(build));
        return outbox.append(tx, event, cause(build));
    }

    private static Cause cause(Build build) {
        return new Cause(build.correlationId(), build.causationId());
    }

    private static Instant finished(Build build) {
        return Objects.requireNonNull(build.finishedAt(), "a build that ended has a time of its end");
    }
}
