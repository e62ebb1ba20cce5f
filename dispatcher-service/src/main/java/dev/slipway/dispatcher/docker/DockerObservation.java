package dev.slipway.dispatcher.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import dev.slipway.dispatcher.container.Observation;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** An inspected container as what matters of it. */
final class DockerObservation {
    private DockerObservation() {}

    static Observation of(InspectContainerResponse inspected) {
        ContainerState state = inspected.getState();
        Instant startedAt = time(state.getStartedAt());
        return switch (String.valueOf(state.getStatus())) {
            case "created" -> new Observation.NotStarted();
            case "running", "paused", "restarting" ->
                new Observation.Running(startedAt == null ? Instant.EPOCH : startedAt);
            // somebody removes it by force: its exit code is theirs
            case "removing" -> new Observation.Gone();
            default -> exited(state, startedAt);
        };
    }

    private static Observation exited(ContainerState state, @Nullable Instant startedAt) {
        Long code = state.getExitCodeLong();
        String error = state.getError();
        return new Observation.Exited(
                code == null ? -1 : code.intValue(),
                Boolean.TRUE.equals(state.getOOMKilled()),
                startedAt,
                error == null ? "" : error);
    }

    /** Null for the engine's zero time. */
    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null || text.startsWith("0001-") ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
