package dev.slipway.scheduler.concurrency;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/api/v2/concurrency_limits")
class SlotResource {
    /** Seconds after which a client that found no slot asks again; it adds jitter. */
    private static final String RETRY_AFTER = "2.0";

    private final Slots slots;
    private final CurrentCaller caller;

    SlotResource(Slots slots, CurrentCaller caller) {
        this.slots = slots;
        this.caller = caller;
    }

    /** A limit as the one who takes its slots sees it. */
    record LimitView(UUID id, String name, int limit) {}

    /** What was taken. */
    record LeaseView(UUID leaseId, List<LimitView> limits) {}

    /** Body that names a lease, or says for how long to keep it. */
    record LeaseRequest(@Nullable UUID leaseId, @Nullable Double leaseDuration) {}

    @POST
    @Path("increment-with-lease")
    public Uni<RestResponse<LeaseView>> take(SlotRequest request) {
        ApiProblem.requireBody(request);
        return slots.take(caller.workspace(), request.valid()).map(taken -> taken.map(SlotResource::view)
                .map(RestResponse::ok)
                .orElseGet(() -> RestResponse.ResponseBuilder.<LeaseView>create(423)
                        .header("Retry-After", RETRY_AFTER)
                        .build()));
    }

    /** Slots that stay taken until they are given back: clients of before leases hold them so. */
    @POST
    @Path("increment")
    public Uni<RestResponse<List<LimitView>>> takeForGood(SlotRequest request) {
        ApiProblem.requireBody(request);
        return slots.takeForGood(caller.workspace(), request.valid()).map(taken -> taken.map(SlotResource::views)
                .map(RestResponse::ok)
                .orElseGet(() -> RestResponse.ResponseBuilder.<List<LimitView>>create(423)
                        .header("Retry-After", RETRY_AFTER)
                        .build()));
    }

    @POST
    @Path("decrement")
    @ResponseStatus(200)
    public Uni<List<LimitView>> giveBackSlots(SlotRequest request) {
        ApiProblem.requireBody(request);
        return slots.giveBackSlots(caller.workspace(), request.valid()).map(SlotResource::views);
    }

    @POST
    @Path("leases/{lease}/renew")
    public Uni<Void> renew(@RestPath UUID lease, @Nullable LeaseRequest request) {
        var duration = SlotRequest.duration(request == null ? null : request.leaseDuration());
        return slots.renew(caller.workspace(), lease, duration)
                .invoke(isHeld -> {
                    if (!isHeld) {
                        throw ApiProblem.of(410, "Lease not found - it may have expired or been revoked");
                    }
                })
                .replaceWithVoid();
    }

    @POST
    @Path("decrement-with-lease")
    public Uni<Void> giveBack(LeaseRequest request) {
        ApiProblem.requireBody(request);
        var lease = request.leaseId();
        if (lease == null) {
            throw ApiProblem.invalid("lease_id: field required");
        }
        return slots.giveBack(caller.workspace(), lease);
    }

    private static LeaseView view(Slots.Taken taken) {
        return new LeaseView(taken.leaseId(), views(taken.limits()));
    }

    static List<LimitView> views(List<ConcurrencyLimit> limits) {
        return limits.stream()
                .map(limit -> new LimitView(limit.id(), limit.name(), limit.limit()))
                .toList();
    }
}
