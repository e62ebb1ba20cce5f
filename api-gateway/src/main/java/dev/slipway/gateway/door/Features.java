package dev.slipway.gateway.door;

import dev.slipway.gateway.background.BackgroundTaskResource;
import dev.slipway.gateway.credential.CredentialResource;
import dev.slipway.gateway.event.EventResource;
import dev.slipway.gateway.hook.GroupHookResource;
import dev.slipway.gateway.hook.HookResource;
import dev.slipway.gateway.http.Answer;
import dev.slipway.gateway.http.Call;
import dev.slipway.gateway.log.LogResource;
import dev.slipway.gateway.openapi.OpenApiResource;
import dev.slipway.gateway.project.ProjectResource;
import dev.slipway.gateway.provenance.ProvenanceResource;
import dev.slipway.gateway.upstream.ServiceProxy;
import dev.slipway.gateway.upstream.Upstream;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Which feature serves which target; the whole surface of the gateway on one screen. */
@ApplicationScoped
class Features {
    private final Map<Target, Consumer<Call>> features = new EnumMap<>(Target.class);

    Features(
            Health health,
            Doorways doorways,
            OpenApiResource description,
            ProvenanceResource provenance,
            ServiceProxy proxy) {
        features.put(Target.HEALTH, health::health);
        features.put(Target.READY, health::ready);
        doorways.addTo(features);
        features.put(Target.OPENAPI, description::document);
        features.put(Target.PROVENANCE, provenance::show);
        features.put(Target.SCHEDULER, call -> proxy.forward(call, Upstream.SCHEDULER));
        features.put(Target.BUILDER, call -> proxy.forward(call, Upstream.BUILDER));
        features.put(Target.DEPLOYMENTS, call -> proxy.forward(call, Upstream.SCHEDULER));
        features.put(Target.DISPATCHER, call -> proxy.forward(call, Upstream.DISPATCHER));
        features.put(Target.NOWHERE, Features::notFound);
        features.put(Target.NO_SOCKET, Features::notFound);
    }

    void handle(Call call, Target target) {
        Consumer<Call> feature = features.get(target);
        if (feature == null) {
            throw new IllegalStateException("nothing serves " + target);
        }
        feature.accept(call);
    }

    private static void notFound(Call call) {
        call.answer(
                call.path().startsWith("/api/")
                        ? Answer.detail(404, "Not Found")
                        : Answer.problem(404, "not-found", "There is nothing here."));
    }

    /** The features that have an edge of their own. */
    @ApplicationScoped
    static class Doorways {
        private final HookResource hooks;
        private final GroupHookResource groupHooks;
        private final EventResource events;
        private final LogResource logs;
        private final BackgroundTaskResource tasks;
        private final ProjectResource projects;
        private final CredentialResource credentials;

        Doorways(
                HookResource hooks,
                GroupHookResource groupHooks,
                EventResource events,
                LogResource logs,
                BackgroundTaskResource tasks,
                ProjectResource projects,
                CredentialResource credentials) {
            this.hooks = hooks;
            this.groupHooks = groupHooks;
            this.events = events;
            this.logs = logs;
            this.tasks = tasks;
            this.projects = projects;
            this.credentials = credentials;
        }

        void addTo(Map<Target, Consumer<Call>> features) {
            features.put(Target.GITLAB_HOOK, hooks::receive);
            features.put(Target.GITLAB_GROUP_HOOK, hooks::receiveOfGroup);
            features.put(Target.GROUP_HOOKS, groupHooks::serve);
            features.put(Target.EVENTS_IN, events::socketIn);
            features.put(Target.EVENTS_OUT, events::socketOut);
            features.put(Target.EVENTS, events::post);
            features.put(Target.LOGS_OUT, logs::socketOut);
            features.put(Target.LOGS, logs::post);
            features.put(Target.BACKGROUND_TASKS, tasks::socket);
            features.put(Target.PROJECT, projects::change);
            features.put(Target.PROJECT_CONNECTION, projects::connect);
            features.put(Target.PROJECT_REFS, projects::refs);
            features.put(Target.ATTEMPT_CREDENTIALS, credentials::issue);
        }
    }
}
