package dev.slipway.gateway.hook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.gateway.http.Answer;
import dev.slipway.gateway.http.BodyTooLarge;
import dev.slipway.gateway.http.BoundedBody;
import dev.slipway.gateway.http.Call;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code POST /hooks/gitlab/{project}} and {@code …/groups/{hook}}: answered when the push is durable; everything else happens later. */
@ApplicationScoped
public class HookResource {
    private static final Logger LOG = Logger.getLogger(HookResource.class);

    private final HookSecretRepository secrets;
    private final GroupHooks groups;
    private final Pushes pushes;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final long maxBody;

    HookResource(
            HookSecretRepository secrets,
            GroupHooks groups,
            Pushes pushes,
            Clock clock,
            MeterRegistry metrics,
            HookConfig config) {
        this.secrets = secrets;
        this.groups = groups;
        this.pushes = pushes;
        this.clock = clock;
        this.metrics = metrics;
        this.maxBody = config.maxBody().asLongValue();
    }

    /** Takes one delivery of a project's hook. */
    public void receive(Call call) {
        receive(call, call.parameter(), this::ofProject);
    }

    /** Takes one delivery of a group's hook. */
    public void receiveOfGroup(Call call) {
        receive(call, GroupHook.secretsOf(call.parameter()), this::ofGroup);
    }

    private void receive(Call call, String hook, Consequence consequence) {
        if (BoundedBody.announcesMoreThan(call.request(), maxBody)) {
            call.answer(tooLarge());
            return;
        }
        secrets.find(call.workspace(), hook)
                .chain(found -> answer(call, found, consequence))
                .subscribe()
                .with(call::answer, failure -> call.answer(refusal(call, failure)));
    }

    private Uni<Answer> answer(Call call, Optional<HookSecrets> found, Consequence consequence) {
        if (found.isEmpty()) {
            return answered(Answer.problem(404, "unknown-project", "There is no such hook."));
        }
        var delivery = Delivery.of(call.request().headers());
        if (!delivery.mayBeGenuine(found.get())) {
            return answered(unauthorized());
        }
        return Uni.createFrom()
                .completionStage(() -> BoundedBody.of(call.request(), maxBody).toCompletionStage())
                .chain(body -> judge(call, delivery, found.get(), body.getBytes(), consequence));
    }

    private Uni<Answer> judge(
            Call call, Delivery delivery, HookSecrets expected, byte[] body, Consequence consequence) {
        if (!delivery.isGenuine(expected, body, clock.instant())) {
            return answered(unauthorized());
        }
        JsonNode payload = GitLabDelivery.payload(body);
        return switch (GitLabDelivery.decide(payload)) {
            case Decision.Ignored ignored -> ignored(call, ignored.reason());
            case Decision.RefChange change -> consequence.of(call, delivery.id(body), payload, change);
        };
    }

    private Uni<Answer> ofProject(Call call, UUID delivery, JsonNode payload, Decision.RefChange change) {
        return pushes.receive(call.workspace(), call.parameter(), delivery, change)
                .map(outcome -> accepted(outcome.pushId(), word(outcome), null));
    }

    /** Each project of the repository has a push of its own. What was recorded before a failure is a duplicate afterwards. */
    private Uni<Answer> ofGroup(Call call, UUID delivery, JsonNode payload, Decision.RefChange change) {
        return groups.reported(call.workspace(), call.parameter(), payload)
                .chain(reported -> reported.projects().isEmpty()
                        ? ignored(call, reported.otherwise())
                        : Multi.createFrom()
                                .iterable(reported.projects())
                                .onItem()
                                .transformToUniAndConcatenate(
                                        project -> pushes.receive(call.workspace(), project, delivery, change)
                                                .map(outcome -> told(project, outcome)))
                                .collect()
                                .asList()
                                .map(all -> Answer.json(202, Map.of("pushes", all))));
    }

    private Map<String, Object> told(String project, Pushes.Outcome outcome) {
        metrics.counter("gateway_hook_deliveries_total", "status", word(outcome))
                .increment();
        return Map.of("project", project, "id", outcome.pushId(), "status", word(outcome));
    }

    private static String word(Pushes.Outcome outcome) {
        return outcome.accepted() ? "accepted" : "duplicate";
    }

    private Uni<Answer> ignored(Call call, String reason) {
        LOG.infof("ignored a delivery to %s: %s", call.path(), reason);
        return answered(accepted(null, "ignored", reason));
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

    /** What follows from a change that a genuine delivery reports. */
    @FunctionalInterface
    private interface Consequence {
        Uni<Answer> of(Call call, UUID delivery, JsonNode payload, Decision.RefChange change);
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
        LOG.errorf(failure, "a delivery to %s could not be recorded", call.path());
        return Answer.problem(503, "unavailable", "The delivery could not be recorded.")
                .with("Retry-After", "1");
    }
}
