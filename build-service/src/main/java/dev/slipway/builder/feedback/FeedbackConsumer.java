package dev.slipway.builder.feedback;

import dev.slipway.builder.build.BuildReports;
import dev.slipway.builder.build.Source;
import dev.slipway.builder.feedback.CommitStatus.State;
import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.EventType;
import dev.slipway.contracts.build.v1.BuildFailed;
import dev.slipway.contracts.build.v1.BuildQueued;
import dev.slipway.contracts.build.v1.BuildStarted;
import dev.slipway.contracts.build.v1.BuildSucceeded;
import dev.slipway.contracts.build.v1.BuildSuperseded;
import dev.slipway.contracts.deployment.v1.DeploymentRegistered;
import dev.slipway.contracts.deployment.v1.DeploymentRejected;
import dev.slipway.contracts.push.v1.PushReceived;
import dev.slipway.contracts.push.v1.PushReceived.MergeRequest;
import dev.slipway.outbox.EventIntake;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** Notes what GitLab is to be told, from the facts of builds and of their deployments. */
@ApplicationScoped
class FeedbackConsumer {
    private static final Set<EventType> BUILDS = Set.of(
            EventType.BUILD_QUEUED,
            EventType.BUILD_STARTED,
            EventType.BUILD_SUCCEEDED,
            EventType.BUILD_FAILED,
            EventType.BUILD_SUPERSEDED);
    private static final Set<EventType> DEPLOYMENTS =
            Set.of(EventType.DEPLOYMENT_REGISTERED, EventType.DEPLOYMENT_REJECTED);

    private final EventIntake intake;
    private final StatusRepository repository;
    private final BuildReports reports;
    private final Clock clock;
    private final Event<StatusQueued> queued;

    FeedbackConsumer(
            EventIntake intake,
            StatusRepository repository,
            BuildReports reports,
            Clock clock,
            Event<StatusQueued> queued) {
        this.intake = intake;
        this.repository = repository;
        this.reports = reports;
        this.clock = clock;
        this.queued = queued;
    }

    @Incoming("told-builds")
    Uni<Void> onBuild(ConsumerRecord<String, byte[]> record) {
        return intake.once(record, "feedback", BUILDS, this::build).invoke(() -> queued.fire(new StatusQueued()));
    }

    @Incoming("told-deployments")
    Uni<Void> onDeployment(ConsumerRecord<String, byte[]> record) {
        return intake.once(record, "feedback-deployments", DEPLOYMENTS, this::deployment)
                .invoke(() -> queued.fire(new StatusQueued()));
    }

    @Incoming("told-pushes")
    Uni<Void> onPush(ConsumerRecord<String, byte[]> record) {
        return intake.once(record, "feedback-pushes", Set.of(EventType.PUSH_RECEIVED), this::push)
                .invoke(() -> queued.fire(new StatusQueued()));
    }

    /** What a merge request brings was pushed, and maybe built, before. */
    private Uni<Void> push(SqlConnection tx, Envelope<?> event) {
        if (!(event.data() instanceof PushReceived push)
                || push.mergeRequest() == null
                || push.mergeRequest().fromFork()) {
            return Uni.createFrom().voidItem();
        }
        MergeRequest request = push.mergeRequest();
        return reports.newest(push.workspace(), push.project(), "refs/heads/" + request.sourceBranch())
                .chain(newest -> newest.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : repository.add(
                                tx, CommitStatus.note(newest.get().build(), request.number()), clock.instant()));
    }

    private Uni<Void> build(SqlConnection tx, Envelope<?> event) {
        return switch (event.data()) {
            case BuildQueued e ->
                add(tx, e.buildId(), source(e.workspace(), e.project(), e.ref(), e.commit()), State.PENDING, "Queued");
            case BuildStarted e ->
                add(
                        tx,
                        e.buildId(),
                        source(e.workspace(), e.project(), e.ref(), e.commit()),
                        State.RUNNING,
                        "Building");
            case BuildFailed e ->
                add(
                        tx,
                        e.buildId(),
                        source(e.workspace(), e.project(), e.ref(), e.commit()),
                        State.FAILED,
                        e.message());
            case BuildSuperseded e ->
                add(
                        tx,
                        e.buildId(),
                        source(e.workspace(), e.project(), e.ref(), e.commit()),
                        State.CANCELED,
                        "A newer push of the ref is built instead.");
            case BuildSucceeded e -> succeeded(tx, e);
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> succeeded(SqlConnection tx, BuildSucceeded built) {
        Source source = source(built.workspace(), built.project(), built.ref(), built.commit());
        String what = "Built " + built.images().size() + " image(s)";
        var registration = new CommitStatus(
                built.buildId(),
                source,
                CommitStatus.REGISTER,
                State.RUNNING,
                "Registering " + built.deployments().size() + " deployment(s)");
        return add(tx, built.buildId(), source, State.SUCCESS, what)
                .chain(() -> repository.closeOlder(tx, registration, clock.instant()))
                .chain(() -> built.deployments().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : repository.add(tx, registration, clock.instant()));
    }

    /** All deployments of a build are registered, or none: the first word of one is the word of all. */
    private Uni<Void> deployment(SqlConnection tx, Envelope<?> event) {
        return switch (event.data()) {
            case DeploymentRegistered e -> registered(tx, e.buildId(), State.SUCCESS, "Registered");
            case DeploymentRejected e ->
                registered(tx, e.buildId(), State.FAILED, e.flowName() + "/" + e.deploymentName() + ": " + e.reason());
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> registered(SqlConnection tx, @Nullable UUID build, State state, String description) {
        if (build == null) {
            return Uni.createFrom().voidItem();
        }
        return repository
                .source(tx, build)
                .chain(source -> source.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : ended(tx, new CommitStatus(build, source.get(), CommitStatus.REGISTER, state, description)));
    }

    private Uni<Void> ended(SqlConnection tx, CommitStatus registration) {
        return add(tx, registration).chain(() -> repository.add(tx, registration.environment(), clock.instant()));
    }

    private Uni<Void> add(SqlConnection tx, UUID build, Source source, State state, String description) {
        return add(tx, new CommitStatus(build, source, CommitStatus.BUILD, state, description));
    }

    private Uni<Void> add(SqlConnection tx, CommitStatus status) {
        return repository.add(tx, status, clock.instant()).chain(() -> status.note()
                .map(note -> repository.add(tx, note, clock.instant()))
                .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private static Source source(String workspace, String project, String ref, String commit) {
        return new Source(workspace, project, ref, commit);
    }
}
