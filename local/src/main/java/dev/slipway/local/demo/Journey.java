package dev.slipway.local.demo;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.build.v1.BuildFailed;
import dev.slipway.contracts.build.v1.BuildQueued;
import dev.slipway.contracts.build.v1.BuildStarted;
import dev.slipway.contracts.build.v1.BuildSucceeded;
import dev.slipway.contracts.build.v1.BuildSuperseded;
import dev.slipway.contracts.client.v1.EventRecorded;
import dev.slipway.contracts.client.v1.LogsReceived;
import dev.slipway.contracts.deployment.v1.DeploymentRegistered;
import dev.slipway.contracts.deployment.v1.DeploymentRejected;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.job.v1.JobLost;
import dev.slipway.contracts.job.v1.JobStarted;
import dev.slipway.contracts.push.v1.PushReceived;
import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.contracts.run.v1.RunStateChanged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the events say about one push: its build, the deployments of that build, and the first run that starts with its image.
 * Events of anything else are ignored. Decides by the events alone, so that the same events always tell the same story.
 */
public final class Journey {
    private static final Set<String> BAD_ENDS = Set.of("FAILED", "CRASHED", "CANCELLED");

    private final String project;
    private final String commit;
    private final Map<Milestone, Instant> milestones = new EnumMap<>(Milestone.class);
    private final Map<UUID, String> deployments = new LinkedHashMap<>();
    private final List<Envelope<?>> waiting = new ArrayList<>();
    private @Nullable UUID pushId;
    private @Nullable UUID buildId;
    private @Nullable UUID runId;
    private Set<String> digests = Set.of();
    private @Nullable Outcome outcome;
    private boolean containerEnded;

    /** @param pushedAt when {@code git push} was started */
    public Journey(String project, String commit, Instant pushedAt) {
        this.project = project;
        this.commit = commit;
        milestones.put(Milestone.PUSHED, pushedAt);
    }

    /** When what was passed so far was passed. */
    public Map<Milestone, Instant> milestones() {
        return Map.copyOf(milestones);
    }

    /** Empty until it is decided. */
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    public Optional<UUID> buildId() {
        return Optional.ofNullable(buildId);
    }

    public Optional<UUID> runId() {
        return Optional.ofNullable(runId);
    }

    /** {@code flow/deployment} by id, as far as they are registered. */
    public Map<UUID, String> deployments() {
        return Map.copyOf(deployments);
    }

    /** Whether nothing more of the run can come. */
    public boolean isContainerEnded() {
        return containerEnded;
    }

    /**
     * Takes the event in; what there is to tell now. Topics are read in no common order, so an event that means nothing yet
     * is kept until the one is there that gives it a meaning.
     */
    public List<Line> on(Envelope<?> event) {
        var lines = new ArrayList<>(tell(event));
        if (lines.isEmpty()) {
            waiting.add(event);
            return lines;
        }
        for (int i = 0; i < waiting.size(); ) {
            List<Line> told = tell(waiting.get(i));
            lines.addAll(told);
            if (told.isEmpty()) {
                i++;
            } else {
                waiting.remove(i);
                i = 0;
            }
        }
        return lines;
    }

    private List<Line> tell(Envelope<?> event) {
        return switch (event.data()) {
            case PushReceived push -> onPush(push);
            case BuildQueued build -> onQueued(build);
            case BuildStarted build when build.buildId().equals(buildId) -> onBuildStarted(build);
            case BuildSucceeded build when build.buildId().equals(buildId) -> onBuilt(build);
            case BuildFailed build when build.buildId().equals(buildId) -> onBuildFailed(build);
            case BuildSuperseded build
            when build.buildId().equals(buildId) ->
                failed(build.supersededAt(), "build superseded", "by build " + build.supersededBy());
            case DeploymentRegistered deployment when isOurs(deployment.buildId()) -> onRegistered(deployment);
            case DeploymentRejected deployment
            when isOurs(deployment.buildId()) ->
                failed(deployment.rejectedAt(), "deployment rejected", deployment.reason());
            case RunDue run -> onDue(run);
            case RunStateChanged run when run.flowRunId().equals(runId) -> onState(run);
            case JobCreated job when job.flowRunId().equals(runId) -> onCreated(job);
            case JobStarted job
            when job.flowRunId().equals(runId) -> passed(Milestone.STARTED, job.startedAt(), job.infrastructureId());
            case JobEnded job when job.flowRunId().equals(runId) -> onEnded(job);
            case JobLost job
            when job.flowRunId().equals(runId) -> List.of(new Line(job.noticedAt(), "container lost", job.message()));
            case LogsReceived logs
            when isRun(logs.flowRunId()) ->
                logs.lines().stream()
                        .map(line -> new Line(line.timestamp(), "log", line.message()))
                        .toList();
            case EventRecorded recorded
            when runId != null ->
                TaskRunEvent.of(recorded.event(), runId).stream()
                        .map(task -> new Line(task.occurred(), "task " + task.state(), task.name()))
                        .toList();
            default -> List.of();
        };
    }

    /** Decides that it will not end well, unless it has ended. */
    void giveUp(String reason) {
        if (outcome == null) {
            String last = milestones.keySet().stream()
                    .max(Comparator.naturalOrder())
                    .orElse(Milestone.PUSHED)
                    .text();
            outcome = new Outcome.Failed(reason + " after: " + last);
        }
    }

    private boolean isOurs(@Nullable UUID id) {
        return id != null && id.equals(buildId);
    }

    private boolean isRun(@Nullable UUID id) {
        return id != null && id.equals(runId);
    }

    private List<Line> onPush(PushReceived push) {
        if (pushId != null || !push.project().equals(project) || !push.after().equals(commit)) {
            return List.of();
        }
        pushId = push.pushId();
        return passed(Milestone.RECEIVED, push.receivedAt(), "%s at %.8s".formatted(push.ref(), commit));
    }

    private List<Line> onQueued(BuildQueued build) {
        if (!build.pushId().equals(pushId)) {
            return List.of();
        }
        buildId = build.buildId();
        return passed(Milestone.QUEUED, build.queuedAt(), "push %d of %s".formatted(build.generation(), build.ref()));
    }

    private List<Line> onBuildStarted(BuildStarted build) {
        return passed(Milestone.BUILD_STARTED, build.startedAt(), "attempt " + build.attempt());
    }

    private List<Line> onBuilt(BuildSucceeded build) {
        digests = build.images().stream().map(image -> image.digest()).collect(Collectors.toSet());
        var lines = new ArrayList<Line>();
        for (var image : build.images()) {
            lines.add(new Line(build.finishedAt(), "image", image.reference()));
            lines.add(new Line(build.finishedAt(), "digest", image.digest()));
        }
        lines.addAll(
                passed(Milestone.BUILT, build.finishedAt(), build.deployments().size() + " deployments"));
        return lines;
    }

    private List<Line> onBuildFailed(BuildFailed build) {
        return failed(build.failedAt(), "build failed", "in stage " + build.stage() + ": " + build.message());
    }

    private List<Line> onRegistered(DeploymentRegistered deployment) {
        String name = deployment.flowName() + "/" + deployment.deploymentName();
        deployments.put(deployment.deploymentId(), name);
        milestones.put(Milestone.REGISTERED, deployment.registeredAt());
        String version = deployment.version() == null ? "" : " version " + deployment.version();
        return List.of(new Line(deployment.registeredAt(), Milestone.REGISTERED.text(), name + version));
    }

    /** The first run with this push's image is the one to follow; one of an older image is not ours. */
    private List<Line> onDue(RunDue run) {
        boolean ours = runId == null
                && digests.stream().anyMatch(String.valueOf(run.jobVariables().get("image"))::endsWith);
        if (!ours) {
            return List.of();
        }
        runId = run.flowRunId();
        milestones.put(Milestone.SLOT, run.scheduledTime());
        return passed(
                Milestone.DUE,
                run.dueAt(),
                "%s of %s, meant for %s".formatted(run.flowRunName(), run.deploymentName(), run.scheduledTime()));
    }

    private List<Line> onCreated(JobCreated job) {
        return passed(Milestone.CREATED, job.createdAt(), job.infrastructureName());
    }

    private List<Line> onState(RunStateChanged run) {
        if (run.stateType().equals("RUNNING")) {
            return passed(Milestone.RUNNING, run.timestamp(), run.stateName());
        }
        if (run.stateType().equals("COMPLETED")) {
            outcome = new Outcome.Completed();
            return passed(Milestone.COMPLETED, run.timestamp(), run.stateName());
        }
        return BAD_ENDS.contains(run.stateType())
                ? failed(run.timestamp(), "run " + run.stateName(), run.message() == null ? "" : run.message())
                : List.of();
    }

    private List<Line> onEnded(JobEnded job) {
        containerEnded = true;
        return List.of(new Line(job.endedAt(), "container ended", job.reason() + " " + job.message()));
    }

    private List<Line> passed(Milestone milestone, Instant at, String detail) {
        milestones.putIfAbsent(milestone, at);
        return List.of(new Line(at, milestone.text(), detail));
    }

    private List<Line> failed(Instant at, String what, String reason) {
        outcome = new Outcome.Failed(what + ": " + reason);
        return List.of(new Line(at, what, reason));
    }
}
