package dev.slipway.scheduler.event;

import dev.slipway.scheduler.caller.CurrentCaller;
import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Queries of the event log. */
@Path("/api/events")
class EventResource {
    /** The most events of one page. */
    static final int MOST = 50;

    /** Where the client finds the API; the gateway says so where that depends on the workspace. */
    private static final String API = "X-Slipway-Api";

    private final EventRepository events;
    private final EventCountRepository counts;
    private final CurrentCaller caller;
    private final Clock clock;

    EventResource(EventRepository events, EventCountRepository counts, CurrentCaller caller, Clock clock) {
        this.events = events;
        this.counts = counts;
        this.caller = caller;
        this.clock = clock;
    }

    /** One page; {@code nextPage} is null on the last. */
    record EventPage(
            List<Map<String, Object>> events,
            long total,
            @Nullable String nextPage) {}

    @POST
    @Path("/filter")
    public Uni<EventPage> filter(
            @Nullable JsonObject body, @Context UriInfo uri, @HeaderParam(API) @DefaultValue("/api") String api) {
        var request = EventRequest.of(body);
        var sent = request.filter("filter", JsonObject.class);
        var filter = EventFilter.of(sent);
        int limit = request.limit(MOST);
        Instant now = clock.instant();
        String workspace = caller.workspace();
        return events.count(workspace, filter, now).chain(total -> {
            var query = new Query(workspace, sent == null ? new JsonObject() : sent, limit, total, now);
            return page(query, null, nextPages(uri, api));
        });
    }

    @GET
    @Path("/filter/next")
    public Uni<EventPage> next(
            @QueryParam("page-token") @Nullable String token,
            @Context UriInfo uri,
            @HeaderParam(API) @DefaultValue("/api") String api) {
        if (token == null) {
            throw ApiProblem.invalid("page-token is missing");
        }
        var at = PageToken.decode(token);
        var query = new Query(caller.workspace(), at.filter(), at.limit(), at.total(), at.now());
        return page(query, at.after(), nextPages(uri, api));
    }

    @POST
    @Path("/count-by/{countable}")
    public Uni<List<EventCountRepository.EventCount>> countBy(
            @PathParam("countable") String countable, @Nullable JsonObject body) {
        var request = EventRequest.of(body);
        var filter = EventFilter.of(request.filter("filter", JsonObject.class));
        var spans = TimeSpans.of(
                request.json().getString("time_unit", "day"), request.json().getDouble("time_interval", 1.0));
        return counts.count(countable, caller.workspace(), filter, clock.instant(), spans);
    }

    private record Query(String workspace, JsonObject filter, int limit, long total, Instant now) {}

    private Uni<EventPage> page(Query query, EventRepository.@Nullable Position after, UriBuilder nextPages) {
        return events.find(query.workspace, EventFilter.of(query.filter), query.now, after, query.limit)
                .map(found -> {
                    boolean more = query.limit > 0 && found.size() == query.limit && found.size() < query.total;
                    return new EventPage(
                            found.stream().map(PrefectEvent::toMap).toList(),
                            query.total,
                            more ? nextPage(query, found.getLast(), nextPages) : null);
                });
    }

    private static String nextPage(Query query, PrefectEvent last, UriBuilder nextPages) {
        var position = EventRepository.Position.of(last);
        var token = new PageToken(query.filter, query.limit, query.total, query.now, position);
        return nextPages.queryParam("page-token", token.encode()).build().toString();
    }

    private static UriBuilder nextPages(UriInfo uri, String api) {
        return uri.getBaseUriBuilder().replacePath(api).path("events/filter/next");
    }
}
