package dev.slipway.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
    @ParameterizedTest
    @CsvSource({
        "GET,    /api/health,                     HEALTH",
        "HEAD,   /api/health,                     HEALTH",
        "POST,   /api/health,                     SCHEDULER",
        "GET,    /api/health/,                    SCHEDULER",
        "GET,    /api/ready,                      READY",
        "GET,    /api/flows/health,               SCHEDULER",
        "GET,    /api/flows/ready,                SCHEDULER",
        "GET,    /slipway/v1/projects/health,     BUILDER",
        "GET,    /internal/health,                NOWHERE",
        "GET,    /health,                         NOWHERE",
        "GET,    /API/health,                     NOWHERE",
        "GET,    /api/Health,                     SCHEDULER",
        "GET,    /api/health.,                    SCHEDULER",
        "POST,   /hooks/gitlab/shop,              GITLAB_HOOK",
        "GET,    /hooks/gitlab/shop,              NOWHERE",
        "POST,   /hooks/gitlab/shop/,             NOWHERE",
        "POST,   /hooks/gitlab/shop/more,         NOWHERE",
        "POST,   /hooks/gitlab/groups,            GITLAB_HOOK",
        "POST,   /hooks/gitlab/groups/team,       GITLAB_GROUP_HOOK",
        "GET,    /hooks/gitlab/groups/team,       NOWHERE",
        "GET,    /slipway/v1/hooks,               GROUP_HOOKS",
        "PUT,    /slipway/v1/hooks/team,          GROUP_HOOKS",
        "POST,   /slipway/v1/hooks/team/rotate,   GROUP_HOOKS",
        "POST,   /slipway/v1/hooks/team/other,    NOWHERE",
        "POST,   /hooks/gitlab/Shop,              NOWHERE",
        "POST,   /hooks/gitlab/,                  NOWHERE",
        "POST,   /api/events,                     EVENTS",
        "GET,    /api/events,                     SCHEDULER",
        "POST,   /api/events/filter,              SCHEDULER",
        "POST,   /api/logs/,                      LOGS",
        "POST,   /api/logs,                       SCHEDULER",
        "POST,   /api/logs/filter,                SCHEDULER",
        "GET,    /api/events/in,                  NOWHERE",
        "GET,    /slipway/v1/projects,            BUILDER",
        "POST,   /slipway/v1/projects,            PROJECT",
        "PUT,    /slipway/v1/projects/shop,       PROJECT",
        "DELETE, /slipway/v1/projects/shop,       PROJECT",
        "GET,    /slipway/v1/projects/shop,       BUILDER",
        "POST,   /slipway/v1/projects/shop/connect,    PROJECT_CONNECTION",
        "POST,   /slipway/v1/projects/shop/rotate,     PROJECT_CONNECTION",
        "DELETE, /slipway/v1/projects/shop/connection, PROJECT_CONNECTION",
        "GET,    /slipway/v1/projects/shop/connection, BUILDER",
        "POST,   /slipway/v1/projects/shop/poll,       BUILDER",
        "PUT,    /slipway/v1/projects/shop/rules,      BUILDER",
        "GET,    /slipway/v1/projects/shop/refs,       PROJECT_REFS",
        "POST,   /slipway/v1/projects/shop/refs,       NOWHERE",
        "POST,   /slipway/v1/projects/shop/other,      NOWHERE",
        "PUT,    /slipway/v1/registries/local,    BUILDER",
        "GET,    /slipway/v1/builds/1/log,        BUILDER",
        "GET,    /slipway/v1/provenance/keys,     BUILDER",
        "POST,   /slipway/v1/provenance/keys,     BUILDER",
        "GET,    /slipway/v1/provenance/keys/x,   NOWHERE",
        "GET,    /slipway/v1/provenance/images/app/statement, PROVENANCE",
        "GET,    /slipway/v1/clusters,            DISPATCHER",
        "PUT,    /slipway/v1/clusters/eu,         DISPATCHER",
        "POST,   /slipway/v1/clusters/eu/test,    DISPATCHER",
        "GET,    /slipway/v1/clustersandmore,     NOWHERE",
        "GET,    /slipway/v1/buildsandmore,       NOWHERE",
        "GET,    /slipway/v1/deployments/etl/nightly/versions, DEPLOYMENTS",
        "POST,   /slipway/v1/deployments/1/rollback, DEPLOYMENTS",
        "GET,    /slipway/v1/deployments/,        NOWHERE",
        "GET,    /slipway/v1/provenance/images/registry:5000/a@sha256:1, PROVENANCE",
        "GET,    /slipway/v1/provenance/runs/1,   PROVENANCE",
        "POST,   /slipway/v1/provenance/runs/1,   NOWHERE",
        "GET,    /slipway/v1/provenance/secrets/1, NOWHERE",
        "POST,   /internal/v1/attempt-credentials,  ATTEMPT_CREDENTIALS",
        "POST,   /internal/v1/attempt-credentials/, NOWHERE",
        "GET,    /internal/v1/attempt-credentials,  NOWHERE",
        "PUT,    /internal/v1/projects/shop,      NOWHERE",
        "GET,    /,                               NOWHERE",
        "GET,    /api/accounts/a/workspaces/default/health, SCHEDULER",
        "POST,   /api/accounts/a/workspaces/default/events, EVENTS",
        "GET,    /api/accounts/a/workspaces/other/flows,    NOWHERE",
    })
    void aPathLeadsWhereItsExactFormSays(String method, String path, Target target) {
        assertThat(Route.of(method, path).target()).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/events/in,                                     EVENTS_IN",
        "/api/events/out,                                    EVENTS_OUT",
        "/api/logs/out,                                      LOGS_OUT",
        "/api/accounts/a/workspaces/default/logs/out,        LOGS_OUT",
        "/api/accounts/a/workspaces/other/logs/out,          NO_SOCKET",
        "/api/work_pools/p/workers/connect,                  NO_SOCKET",
        "/api/task_runs/subscriptions/scheduled,             BACKGROUND_TASKS",
        "/api/health,                                        NO_SOCKET",
        "/slipway/v1/projects,                               NO_SOCKET",
        "/hooks/gitlab/shop,                                 NO_SOCKET",
    })
    void onlyPrefectsSocketsAreSockets(String path, Target target) {
        assertThat(Route.ofSocket(path).target()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "00000000-0000-4000-8000-000000000000"})
    void theWorkspaceFormIsTheSamePathForTheServices(String workspace) {
        Route route = Route.of("GET", "/api/accounts/a/workspaces/" + workspace + "/flows/filter");

        assertThat(route.path()).isEqualTo("/api/flows/filter");
        assertThat(route.workspace()).isEqualTo("default");
    }

    @ParameterizedTest
    @ValueSource(strings = {"health", "ready", "api/health", "csrf-token", "version", "docs", "hooks/gitlab/x"})
    void noSuffixOpensAClosedPath(String suffix) {
        for (String base :
                Set.of("/api/flows/", "/slipway/v1/builds/", "/slipway/v1/projects/", "/internal/v1/", "/x/")) {
            assertThat(Route.of("GET", base + suffix).target().access())
                    .as(base + suffix)
                    .isIn(Access.USER, Access.ADMIN, Access.DISPATCHER);
        }
    }

    @Test
    void onlyHealthAndTheAbsenceOfASocketArePublic() {
        assertThat(Target.values())
                .filteredOn(target -> target.access() == Access.PUBLIC)
                .containsExactly(Target.HEALTH, Target.READY, Target.NO_SOCKET);
        assertThat(Target.values())
                .filteredOn(target -> target.access() == Access.BY_FEATURE)
                .containsExactly(
                        Target.GITLAB_HOOK,
                        Target.GITLAB_GROUP_HOOK,
                        Target.EVENTS_IN,
                        Target.EVENTS_OUT,
                        Target.LOGS_OUT,
                        Target.BACKGROUND_TASKS);
    }
}
