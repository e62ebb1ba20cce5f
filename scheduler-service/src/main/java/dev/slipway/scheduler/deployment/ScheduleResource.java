package dev.slipway.scheduler.deployment;

import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import dev.slipway.scheduler.signal.Signals;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

@Path("/api/deployments/{id}/schedules")
class ScheduleResource {
    private final Deployments deployments;
    private final Reading reading;
    private final Transactions transactions;
    private final Signals signals;
    private final CurrentCaller caller;

    ScheduleResource(
            Deployments deployments,
            Reading reading,
            Transactions transactions,
            Signals signals,
            CurrentCaller caller) {
        this.deployments = deployments;
        this.reading = reading;
        this.transactions = transactions;
        this.signals = signals;
        this.caller = caller;
    }

    /** Reads schedules of deployments that exist in the workspace. */
    @jakarta.enterprise.context.ApplicationScoped
    static class Reading {
        private final Pool pool;
        private final DeploymentRepository deployments;
        private final ScheduleRepository schedules;

        Reading(Pool pool, DeploymentRepository deployments, ScheduleRepository schedules) {
            this.pool = pool;
            this.deployments = deployments;
            this.schedules = schedules;
        }

        Uni<List<DeploymentSchedule>> of(String workspace, UUID id) {
            return deployments
                    .find(workspace, id)
                    .map(found -> found.orElseThrow(Deployments::notFound))
                    .chain(deployment -> schedules.of(pool, deployment.id()));
        }
    }

    @GET
    public Uni<List<DeploymentSchedule>> list(@RestPath UUID id) {
        return reading.of(caller.workspace(), id);
    }

    @POST
    @ResponseStatus(201)
    public Uni<List<DeploymentSchedule>> add(@RestPath UUID id, JsonArray schedules) {
        ApiProblem.requireBody(schedules);
        var workspace = caller.workspace();
        return transactions
                .run(tx -> deployments.addSchedules(tx, workspace, id, schedules))
                .invoke(() -> signals.raise(Signals.Signal.SCHEDULES));
    }

    @PATCH
    @Path("{schedule}")
    public Uni<Void> update(@RestPath UUID id, @RestPath UUID schedule, JsonObject body) {
        ApiProblem.requireBody(body);
        return change(id, schedule, new ScheduleBody(body));
    }

    @DELETE
    @Path("{schedule}")
    public Uni<Void> delete(@RestPath UUID id, @RestPath UUID schedule) {
        return change(id, schedule, null);
    }

    private Uni<Void> change(UUID id, UUID schedule, @Nullable ScheduleBody body) {
        var workspace = caller.workspace();
        return transactions
                .run(tx -> deployments.changeSchedule(tx, workspace, id, schedule, body))
                .invoke(() -> signals.raise(Signals.Signal.SCHEDULES));
    }
}
