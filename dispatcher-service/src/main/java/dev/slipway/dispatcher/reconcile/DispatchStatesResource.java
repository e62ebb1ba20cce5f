package dev.slipway.dispatcher.reconcile;

import dev.slipway.dispatcher.dispatch.AttemptReport;
import dev.slipway.dispatcher.dispatch.LiveAttempts;
import dev.slipway.dispatcher.problem.BadRequest;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where attempts are, for the scheduler whose runs need them. */
@Path("/internal/v1/dispatches/states")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DispatchStatesResource {
    private static final int MOST = 500;

    private final LiveAttempts attempts;

    public DispatchStatesResource(LiveAttempts attempts) {
        this.attempts = attempts;
    }

    /** An attempt that is asked for. */
    public record Asked(@Nullable UUID flowRunId, @Nullable Integer attempt) {}

    /** The attempts that are asked for. */
    public record Question(@Nullable List<Asked> attempts) {}

    /** Those of them that there are. */
    public record Answer(List<AttemptReport> dispatches) {}

    /** Answers about the attempts that there are; the others are missing in the answer. */
    @POST
    public Uni<Answer> states(
            @HeaderParam("X-Slipway-Workspace") @DefaultValue("default") String workspace,
            @Nullable Question question) {
        List<Asked> asked = asked(question);
        UUID[] runs = asked.stream().map(Asked::flowRunId).toArray(UUID[]::new);
        Integer[] numbers = asked.stream().map(Asked::attempt).toArray(Integer[]::new);
        return attempts.reports(workspace, runs, numbers).map(Answer::new);
    }

    private static List<Asked> asked(@Nullable Question question) {
        List<Asked> asked = question == null ? null : question.attempts();
        if (asked == null || asked.size() > MOST) {
            throw new BadRequest("attempts: a list of at most " + MOST + " is needed");
        }
        if (asked.stream().anyMatch(one -> one.flowRunId() == null || one.attempt() == null)) {
            throw new BadRequest("attempts: each needs a flowRunId and an attempt");
        }
        return asked;
    }
}
