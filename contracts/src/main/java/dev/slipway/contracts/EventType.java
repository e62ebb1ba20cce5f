package dev.slipway.contracts;

import dev.slipway.contracts.build.v1.BuildFailed;
import dev.slipway.contracts.build.v1.BuildQueued;
import dev.slipway.contracts.build.v1.BuildStarted;
import dev.slipway.contracts.build.v1.BuildSucceeded;
import dev.slipway.contracts.build.v1.BuildSuperseded;
import dev.slipway.contracts.client.v1.ClientEventReceived;
import dev.slipway.contracts.client.v1.EventRecorded;
import dev.slipway.contracts.client.v1.LogsReceived;
import dev.slipway.contracts.deployment.v1.DeploymentRegistered;
import dev.slipway.contracts.deployment.v1.DeploymentRejected;
import dev.slipway.contracts.deployment.v1.DeploymentRemoved;
import dev.slipway.contracts.job.v1.JobCreated;
import dev.slipway.contracts.job.v1.JobEnded;
import dev.slipway.contracts.job.v1.JobLost;
import dev.slipway.contracts.job.v1.JobRepaired;
import dev.slipway.contracts.job.v1.JobStarted;
import dev.slipway.contracts.project.v1.ProjectRefGone;
import dev.slipway.contracts.project.v1.ProjectTokenRefused;
import dev.slipway.contracts.push.v1.PushReceived;
import dev.slipway.contracts.push.v1.RefDeleted;
import dev.slipway.contracts.push.v1.TagPushed;
import dev.slipway.contracts.run.v1.RunCancelRequested;
import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.contracts.run.v1.RunRepaired;
import dev.slipway.contracts.run.v1.RunStateChanged;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The closed catalogue: wire name ⇄ class ⇄ topic. A record of a {@code …v1} package that is not here can't be sent. */
public enum EventType {
    PUSH_RECEIVED("dev.slipway.push.received.v1", Topic.PUSHES, PushReceived.class),
    TAG_PUSHED("dev.slipway.push.tag-pushed.v1", Topic.PUSHES, TagPushed.class),
    REF_DELETED("dev.slipway.push.ref-deleted.v1", Topic.PUSHES, RefDeleted.class),

    BUILD_QUEUED("dev.slipway.build.queued.v1", Topic.BUILDS, BuildQueued.class),
    BUILD_STARTED("dev.slipway.build.started.v1", Topic.BUILDS, BuildStarted.class),
    BUILD_SUCCEEDED("dev.slipway.build.succeeded.v1", Topic.BUILDS, BuildSucceeded.class),
    BUILD_FAILED("dev.slipway.build.failed.v1", Topic.BUILDS, BuildFailed.class),
    BUILD_SUPERSEDED("dev.slipway.build.superseded.v1", Topic.BUILDS, BuildSuperseded.class),
    PROJECT_TOKEN_REFUSED("dev.slipway.project.token-refused.v1", Topic.BUILDS, ProjectTokenRefused.class),
    PROJECT_REF_GONE("dev.slipway.project.ref-gone.v1", Topic.BUILDS, ProjectRefGone.class),

    DEPLOYMENT_REGISTERED("dev.slipway.deployment.registered.v1", Topic.DEPLOYMENTS, DeploymentRegistered.class),
    DEPLOYMENT_REJECTED("dev.slipway.deployment.rejected.v1", Topic.DEPLOYMENTS, DeploymentRejected.class),
    DEPLOYMENT_REMOVED("dev.slipway.deployment.removed.v1", Topic.DEPLOYMENTS, DeploymentRemoved.class),

    RUN_DUE("dev.slipway.run.due.v1", Topic.RUNS, RunDue.class),
    RUN_STATE_CHANGED("dev.slipway.run.state-changed.v1", Topic.RUNS, RunStateChanged.class),
    RUN_CANCEL_REQUESTED("dev.slipway.run.cancel-requested.v1", Topic.RUNS, RunCancelRequested.class),
    RUN_REPAIRED("dev.slipway.run.repaired.v1", Topic.RUNS, RunRepaired.class),

    JOB_CREATED("dev.slipway.job.created.v1", Topic.JOBS, JobCreated.class),
    JOB_STARTED("dev.slipway.job.started.v1", Topic.JOBS, JobStarted.class),
    JOB_ENDED("dev.slipway.job.ended.v1", Topic.JOBS, JobEnded.class),
    JOB_LOST("dev.slipway.job.lost.v1", Topic.JOBS, JobLost.class),
    JOB_REPAIRED("dev.slipway.job.repaired.v1", Topic.JOBS, JobRepaired.class),

    CLIENT_EVENT_RECEIVED("dev.slipway.client-event.received.v1", Topic.CLIENT_EVENTS, ClientEventReceived.class),
    LOGS_RECEIVED("dev.slipway.logs.received.v1", Topic.LOGS, LogsReceived.class),
    EVENT_RECORDED("dev.slipway.event.recorded.v1", Topic.EVENTS, EventRecorded.class);

    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::wireName, Function.identity()));
    private static final Map<Class<?>, EventType> BY_CLASS =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::dataClass, Function.identity()));

    private final String wireName;
    private final Topic topic;
    private final Class<? extends Event> dataClass;

    EventType(String wireName, Topic topic, Class<? extends Event> dataClass) {
        this.wireName = wireName;
        this.topic = topic;
        this.dataClass = dataClass;
    }

    /** The CloudEvents {@code type}; carries the major version only. */
    public String wireName() {
        return wireName;
    }

    /** Where facts of this type are written. */
    public Topic topic() {
        return topic;
    }

    /** The record that holds the data. */
    public Class<? extends Event> dataClass() {
        return dataClass;
    }

    /** The type with that wire name; empty for a name of a later version, which readers ignore. */
    public static Optional<EventType> named(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName));
    }

    /** The type of an event class. */
    public static EventType of(Class<? extends Event> dataClass) {
        EventType type = BY_CLASS.get(dataClass);
        if (type == null) {
            throw new IllegalArgumentException(dataClass.getName() + " is not in the event catalogue");
        }
        return type;
    }
}
