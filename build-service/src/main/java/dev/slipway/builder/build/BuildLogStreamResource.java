package dev.slipway.builder.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.builder.problem.Refused;
import dev.slipway.contracts.Json;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The log of a build while it is written. */
@Path("/slipway/v1/builds/{id}/log/stream")
class BuildLogStreamResource {
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final int PAGE = 1_000;
    /** Proxies close what is silent for too long. */
    private static final int SILENT_ROUNDS = 50;

    private final Builds builds;
    private final BuildLog log;

    BuildLogStreamResource(Builds builds, BuildLog log) {
        this.builds = builds;
        this.log = log;
    }

    /** What was read last, and what it was. */
    private static final class Place {
        private long seq;
        private int silent;

        Place(long seq) {
            this.seq = seq;
        }
    }

    /** What is new; {@code end} once nothing follows. */
    private record Round(List<LogLine> lines, @Nullable Build end, boolean isSilent) {}

    /** Each line as an event {@code line}, whose id is its number; at last {@code end}, with the state; with UNKNOWN at once if there is no such build. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> stream(
            @HeaderParam("X-Slipway-Workspace") @DefaultValue("default") String workspace,
            @HeaderParam("Last-Event-ID") @Nullable Long lastEventId,
            @RestPath UUID id,
            @RestQuery @Nullable Long after,
            @Context Sse sse) {
        long from = Objects.requireNonNullElse(lastEventId, Objects.requireNonNullElse(after, 0L));
        return existing(workspace, id)
                .onItem()
                .transformToMulti(found -> rounds(workspace, id, from))
                .onItem()
                .transformToIterable(round -> events(sse, round))
                .onFailure(Refused.class)
                .recoverWithItem(refused -> end(sse, "UNKNOWN", refused.getMessage()));
    }

    private Multi<Round> rounds(String workspace, UUID id, long from) {
        return Multi.createBy()
                .repeating()
                .uni(() -> new Place(from), place -> next(workspace, id, place))
                .withDelay(PAUSE)
                .whilst(round -> round.end() == null);
    }

    private Uni<Build> existing(String workspace, UUID id) {
        return builds.find(workspace, id).map(found -> found.orElseThrow(() -> Refused.notFound("The build " + id)));
    }

    /** The state is read first: lines are written before the build ends, so a page read after its end misses none. */
    private Uni<Round> next(String workspace, UUID id, Place place) {
        return existing(workspace, id)
                .chain(build -> log.page(workspace, id, place.seq, PAGE).map(lines -> round(build, lines, place)));
    }

    private static Round round(Build build, List<LogLine> lines, Place place) {
        if (!lines.isEmpty()) {
            place.seq = lines.getLast().seq();
        }
        place.silent = lines.isEmpty() ? place.silent + 1 : 0;
        boolean isOver = build.state().isFinal() && lines.size() < PAGE;
        return new Round(lines, isOver ? build : null, place.silent % SILENT_ROUNDS == SILENT_ROUNDS - 1);
    }

    private static List<OutboundSseEvent> events(Sse sse, Round round) {
        List<OutboundSseEvent> events = new ArrayList<>();
        round.lines().forEach(line -> events.add(event(sse, "line", String.valueOf(line.seq()), line)));
        Build end = round.end();
        if (end != null) {
            events.add(end(sse, end.state().name(), end.message()));
        } else if (round.isSilent()) {
            events.add(sse.newEventBuilder().comment("nothing new").build());
        }
        return events;
    }

    private static OutboundSseEvent end(Sse sse, String state, @Nullable String message) {
        return event(sse, "end", null, Map.of("state", state, "message", Objects.requireNonNullElse(message, "")));
    }

    private static OutboundSseEvent event(Sse sse, String name, @Nullable String id, Object data) {
        try {
            var event = sse.newEventBuilder().name(name).data(String.class, Json.MAPPER.writeValueAsString(data));
            return (id == null ? event : event.id(id)).build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of ours can't be written as JSON", e);
        }
    }
}
