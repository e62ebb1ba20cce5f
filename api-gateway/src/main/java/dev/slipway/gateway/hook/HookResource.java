package dev.slipway.gateway.hook;

import dev.slipway.gateway.http.Answer;
import dev.slipway.gateway.http.BodyTooLarge;
import dev.slipway.gateway.http.BoundedBody;
import dev.slipway.gateway.http.Call;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code POST /hooks/gitlab/{project}}: answered when the push is durable; everything else happens later. */
@ApplicationScoped
public class HookResource {
    private static final Logger LOG = Logger.getLogger(HookResource.class);

    private final HookSecretRepository secrets;
    private final Pushes pushes;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final long maxBody;

    HookResource(HookSecretRepository secrets, Pushes pushes, Clock clock, MeterRegistry metrics, HookConfig config) {
        this.secrets = secrets;
        this.pushes = pushes;
        this.clock = clock;
        this.metrics = metrics;
        this.maxBody = config.maxBody().asLongValue();
    }

    /** Takes one delivery. */
    public void receive(Call call) {
        if (BoundedBody.announcesMoreThan(call.request(), maxBody)) {
            call.answer(tooLarge());
            return;
        }
        secrets.find(call.workspace(), call.parameter())
                .chain(found -> answer(call, found))
                .subscribe()
                .with(call::answer, failure -> call.answer(refusal(call, failure)));
    }

    private Uni<Answer> answer(Call call, Optional<HookSecrets> found) {
        if (found.isEmpty()) {
            return answered(Answer.problem(404, "unknown-project", "There is no such project."));
        }
        var delivery = Delivery.of(call.request().headers());
        if (!delivery.mayBeGenuine(found.get())) {
            return answered(unauthorized());
        }
        return Uni.createFrom()
                .completionStage(() -> BoundedBody.of(call.request(), maxBody).toCompletionStage())
                .chain(body -> judge(call, delivery, found.get(), body.getBytes()));
    }

    private Uni<Answer> judge(Call call, Delivery delivery, HookSecrets expected, byte[] body) {
        if (!delivery.isGenuine(expected, body, clock.instant())) {
            return answered(unauthorized());
        }
        return switch (GitLabDelivery.decide(body)) {
            case Decision.Ignored ignored -> {
                LOG.infof("ignored a delivery to %s: %s", call.parameter(), ignored.reason());
                yield answered(accepted(null, "ignored", ignored.reason()));
            }
            case Decision.RefChange change ->
                pushes.receive(call.workspace(), call.parameter(), delivery.id(body), change)
                        .map(outcome ->
                                accepted(outcome.pushId(), outcome.accepted() ? "accepted" : "duplicate", null));
        };
    }

    private Answer accepted(@Nullable UUID pushId, String status, @Nullable String reason) {
        metrics.counter("gateway_hook_deliveries_total", "status", status).increment();
        var body = new LinkedHashMap<String, Object>();
        if (pushId != null) {
            body.put("id", pushId);
        }
        body.put("status", status);
        if (reason != null) {
            body.put("reason", reason);
        }
        return Answer.json(202, body);
    }

    private static Uni<Answer> answered(Answer answer) {
        return Uni.createFrom().item(answer);
    }

    private static Answer unauthorized() {
        return Answer.problem(401, "wrong-secret", "Token or signature are missing or wrong.");
    }

    private Answer tooLarge() {
        return Answer.problem(413, "too-large", "The body is longer than " + maxBody + " bytes.");
    }

    private Answer refusal(Call call, Throwable failure) {
        if (failure instanceof BodyTooLarge) {
            return tooLarge();
        }
        LOG.errorf(failure, "a delivery to %s could not be recorded", call.parameter());
        return Answer.problem(503, "unavailable", "The delivery could not be recorded.")
                .with("Retry-After", "1");
    }
}
