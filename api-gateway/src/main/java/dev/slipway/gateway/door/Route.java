package dev.slipway.gateway.door;

import dev.slipway.gateway.http.Call;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a path leads: decided once, on the canonical path, by exact comparison.
 *
 * @param workspace that the path names
 * @param path without account and workspace, as the services know it
 * @param parameter the variable segment, empty if there is none
 */
record Route(Target target, String workspace, String path, String parameter) {
    private static final Pattern WORKSPACE = Pattern.compile("/api/accounts/[^/]+/workspaces/([^/]+)(/.*)");
    private static final Pattern HOOK = Pattern.compile("/hooks/gitlab/([a-z0-9][a-z0-9-]{0,62})");
    private static final Pattern GROUP_HOOK = Pattern.compile("/hooks/gitlab/groups/([a-z0-9][a-z0-9-]{0,62})");
    private static final Pattern GROUP_HOOKS =
            Pattern.compile("/slipway/v1/hooks(?:/([a-z0-9][a-z0-9-]{0,62})(?:/rotate)?)?");
    private static final Pattern PROJECTS = Pattern.compile("/slipway/v1/projects(?:/([a-z0-9][a-z0-9-]{0,62}))?");
    private static final Pattern CONNECTION =
            Pattern.compile("/slipway/v1/projects/([a-z0-9][a-z0-9-]{0,62})/(connect|rotate|connection|poll|rules)");
    private static final Pattern REFS = Pattern.compile("/slipway/v1/projects/([a-z0-9][a-z0-9-]{0,62})/refs");
    private static final Pattern BUILDER = Pattern.compile("/slipway/v1/(?:registries|pushes|builds)(?:/.*)?");
    private static final Pattern DISPATCHER = Pattern.compile("/slipway/v1/clusters(?:/.*)?");
    private static final Pattern DEPLOYMENTS = Pattern.compile("/slipway/v1/deployments/.+");
    private static final Pattern PROVENANCE =
            Pattern.compile("/slipway/v1/provenance/(?:commits|images|deployments|runs)/.+");
    private static final Pattern STATEMENTS =
            Pattern.compile("/slipway/v1/provenance/(?:images/sha256:[0-9a-f]{64}/statement|keys(?:/[0-9a-f]{64})?)");
    private static final Set<String> READING = Set.of("GET", "HEAD");

    /** Of an ordinary request. */
    static Route of(String method, String canonicalPath) {
        if (READING.contains(method) && canonicalPath.equals("/api/health")) {
            return to(Target.HEALTH, canonicalPath);
        }
        if (READING.contains(method) && canonicalPath.equals("/api/ready")) {
            return to(Target.READY, canonicalPath);
        }
        if (canonicalPath.startsWith("/api/")) {
            return inWorkspace(canonicalPath).prefect(method);
        }
        return ours(method, canonicalPath);
    }

    /** Of a request to become a socket. */
    static Route ofSocket(String canonicalPath) {
        Route route = inWorkspace(canonicalPath);
        if (route.target == Target.NOWHERE) {
            return route.leadingTo(Target.NO_SOCKET);
        }
        return switch (route.path) {
            case "/api/events/in" -> route.leadingTo(Target.EVENTS_IN);
            case "/api/events/out" -> route.leadingTo(Target.EVENTS_OUT);
            case "/api/logs/out" -> route.leadingTo(Target.LOGS_OUT);
            case "/api/task_runs/subscriptions/scheduled" -> route.leadingTo(Target.BACKGROUND_TASKS);
            default -> route.leadingTo(Target.NO_SOCKET);
        };
    }

    private static Route inWorkspace(String path) {
        Matcher named = WORKSPACE.matcher(path);
        if (!named.matches()) {
            return to(Target.SCHEDULER, path);
        }
        String workspace = named.group(1);
        return workspace.equals(Call.DEFAULT_WORKSPACE) || workspace.equals(Call.DEFAULT_WORKSPACE_ID)
                ? to(Target.SCHEDULER, "/api" + named.group(2))
                : to(Target.NOWHERE, path);
    }

    private Route prefect(String method) {
        if (target == Target.NOWHERE) {
            return this;
        }
        return switch (path) {
            case "/api/events" -> method.equals("POST") ? leadingTo(Target.EVENTS) : this;
            case "/api/openapi.json" -> READING.contains(method) ? leadingTo(Target.OPENAPI) : this;
            case "/api/logs/" -> method.equals("POST") ? leadingTo(Target.LOGS) : this;
            case "/api/events/in", "/api/events/out", "/api/logs/out", "/api/task_runs/subscriptions/scheduled" ->
                leadingTo(Target.NOWHERE);
            default -> this;
        };
    }

    private static Route ours(String method, String path) {
        Matcher hook = HOOK.matcher(path);
        if (hook.matches() && method.equals("POST")) {
            return new Route(Target.GITLAB_HOOK, Call.DEFAULT_WORKSPACE, path, hook.group(1));
        }
        Matcher groupHook = GROUP_HOOK.matcher(path);
        if (groupHook.matches() && method.equals("POST")) {
            return new Route(Target.GITLAB_GROUP_HOOK, Call.DEFAULT_WORKSPACE, path, groupHook.group(1));
        }
        Matcher groupHooks = GROUP_HOOKS.matcher(path);
        if (groupHooks.matches()) {
            String name = groupHooks.group(1) == null ? "" : groupHooks.group(1);
            return new Route(Target.GROUP_HOOKS, Call.DEFAULT_WORKSPACE, path, name);
        }
        Matcher project = PROJECTS.matcher(path);
        if (project.matches()) {
            String slug = project.group(1) == null ? "" : project.group(1);
            Target target = READING.contains(method) ? Target.BUILDER : Target.PROJECT;
            return new Route(target, Call.DEFAULT_WORKSPACE, path, slug);
        }
        Matcher connection = CONNECTION.matcher(path);
        if (connection.matches()) {
            boolean byBuilder = READING.contains(method) || connection.group(2).matches("poll|rules");
            Target target = byBuilder ? Target.BUILDER : Target.PROJECT_CONNECTION;
            return new Route(target, Call.DEFAULT_WORKSPACE, path, connection.group(1));
        }
        Matcher refs = REFS.matcher(path);
        if (refs.matches() && READING.contains(method)) {
            return new Route(Target.PROJECT_REFS, Call.DEFAULT_WORKSPACE, path, refs.group(1));
        }
        if (BUILDER.matcher(path).matches() || STATEMENTS.matcher(path).matches()) {
            return to(Target.BUILDER, path);
        }
        if (DISPATCHER.matcher(path).matches()) {
            return to(Target.DISPATCHER, path);
        }
        if (DEPLOYMENTS.matcher(path).matches()) {
            return to(Target.DEPLOYMENTS, path);
        }
        if (PROVENANCE.matcher(path).matches() && READING.contains(method)) {
            return to(Target.PROVENANCE, path);
        }
        boolean credentials = path.equals("/internal/v1/attempt-credentials") && method.equals("POST");
        return to(credentials ? Target.ATTEMPT_CREDENTIALS : Target.NOWHERE, path);
    }

    private static Route to(Target target, String path) {
        return new Route(target, Call.DEFAULT_WORKSPACE, path, "");
    }

    private Route leadingTo(Target other) {
        return new Route(other, workspace, path, parameter);
    }
}
