package dev.slipway.scheduler.background;

import dev.slipway.scheduler.json.WireJson;
import dev.slipway.scheduler.problem.ApiProblem;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway says about the sockets of its task workers.
 *
 * @param gone sessions that ended
 */
record Round(List<Listener> workers, List<UUID> gone) {
    private static final int MOST = 5_000;

    /**
     * A task worker.
     *
     * @param session the socket; a worker that comes back has another
     * @param client who it says it is
     * @param keys of the tasks that it serves
     * @param holding the task that was sent to it and that it has not acknowledged; null if it waits for one
     * @param acknowledged the tasks that it took since the last round
     */
    record Listener(
            UUID session,
            String client,
            List<String> keys,
            @Nullable UUID holding,
            List<UUID> acknowledged) {
        boolean isIdle() {
            return holding == null;
        }
    }

    static Round of(@Nullable JsonObject body) {
        ApiProblem.requireBody(body);
        try {
            return checked(WireJson.read(Objects.requireNonNull(body), Round.class));
        } catch (IllegalArgumentException e) {
            throw ApiProblem.invalid("round: " + e.getMessage());
        }
    }

    private static Round checked(Round round) {
        boolean whole = round.workers != null
                && round.gone != null
                && round.workers.size() <= MOST
                && round.workers.stream().allMatch(Round::isWhole);
        if (!whole) {
            throw new IllegalArgumentException("workers and gone are needed, each of them whole");
        }
        return round;
    }

    private static boolean isWhole(Listener worker) {
        return Stream.of(worker.session(), worker.client(), worker.keys(), worker.acknowledged())
                .allMatch(Objects::nonNull);
    }

    UUID[] sessions() {
        return workers.stream().map(Listener::session).toArray(UUID[]::new);
    }

    String[] clients() {
        return workers.stream().map(Listener::client).distinct().toArray(String[]::new);
    }

    UUID[] ended() {
        return gone.toArray(UUID[]::new);
    }

    /** All that are spoken of, whether they are there or not. */
    UUID[] mentioned() {
        return Stream.concat(gone.stream(), workers.stream().map(Listener::session))
                .toArray(UUID[]::new);
    }

    UUID[] held() {
        return workers.stream().map(Listener::holding).filter(Objects::nonNull).toArray(UUID[]::new);
    }

    UUID[] acknowledged() {
        return workers.stream()
                .flatMap(worker -> worker.acknowledged().stream())
                .toArray(UUID[]::new);
    }

    /** The keys of those who wait. */
    String[] wanted() {
        return workers.stream()
                .filter(Listener::isIdle)
                .flatMap(worker -> worker.keys().stream())
                .distinct()
                .toArray(String[]::new);
    }

    /** Those who wait for one of these. */
    List<Listener> waitingFor(List<String> available) {
        return workers.stream()
                .filter(worker -> worker.isIdle() && worker.keys().stream().anyMatch(available::contains))
                .toList();
    }
}
