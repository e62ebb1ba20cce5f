package dev.slipway.gateway.provenance;

import dev.slipway.gateway.http.Answer;
import dev.slipway.gateway.http.Call;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** {@code GET /slipway/v1/provenance/…}: from delivery to exit, from any point of it. */
@ApplicationScoped
public class ProvenanceResource {
    private static final Logger LOG = Logger.getLogger(ProvenanceResource.class);

    private final Trace trace;

    ProvenanceResource(Trace trace) {
        this.trace = trace;
    }

    /** Answers with all that is known. */
    public void show(Call call) {
        Subject.of(call.path())
                .ifPresentOrElse(
                        subject -> show(call, subject),
                        () -> call.answer(Answer.problem(
                                422,
                                "invalid",
                                "A commit has 7 to 64 hexadecimal digits, an image a digest or a name with a tag, a deployment"
                                        + " an id or flow/name, a run an id.")));
    }

    private void show(Call call, Subject subject) {
        trace.of(call, subject).subscribe().with(trail -> call.answer(answer(trail)), failure -> {
            LOG.error("nothing could be traced", failure);
            call.answer(Answer.problem(503, "unavailable", "Nothing can be traced now.")
                    .with("Retry-After", "1"));
        });
    }

    private static Answer answer(Trail trail) {
        return trail.isEmpty() && trail.isComplete()
                ? Answer.problem(404, "not-found", "Nothing is known of it.")
                : Answer.json(200, trail.answer());
    }
}
