package dev.slipway.gateway.hook;

import dev.slipway.gateway.hook.GroupHookRequest.InvalidHook;
import dev.slipway.gateway.http.Answer;
import dev.slipway.gateway.http.BodyTooLarge;
import dev.slipway.gateway.http.BoundedBody;
import dev.slipway.gateway.http.Call;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code /slipway/v1/hooks}: hooks of groups. */
@ApplicationScoped
public class GroupHookResource {
    private static final Logger LOG = Logger.getLogger(GroupHookResource.class);
    private static final long LONGEST_BODY = 100_000;

    private final GroupHooks hooks;
    private final String publicUrl;

    GroupHookResource(GroupHooks hooks, @ConfigProperty(name = "slipway.gateway.connect.public-url") URI publicUrl) {
        this.hooks = hooks;
        this.publicUrl = publicUrl.toString().replaceFirst("/+$", "");
    }

    /** GET of all; PUT and DELETE of one, and POST to its {@code rotate}. */
    public void serve(Call call) {
        String below = call.path().endsWith("/" + call.parameter() + "/rotate") ? "rotate" : "hook";
        String what = call.request().method().name() + " " + (call.parameter().isEmpty() ? "hooks" : below);
        Uni<Answer> answer =
                switch (what) {
                    case "GET hooks" ->
                        hooks.all(call.workspace())
                                .map(all -> Answer.json(
                                        200,
                                        all.stream()
                                                .map(hook -> view(hook, null))
                                                .toList()));
                    case "PUT hook" -> save(call);
                    case "DELETE hook" ->
                        hooks.delete(call.workspace(), call.parameter())
                                .map(known -> known ? Answer.empty(204) : unknown());
                    case "POST rotate" -> rotate(call);
                    default -> Uni.createFrom().item(Answer.problem(405, "method", "This method means nothing here."));
                };
        answer.subscribe().with(call::answer, failure -> call.answer(refusal(failure)));
    }

    private Uni<Answer> save(Call call) {
        return Uni.createFrom()
                .completionStage(
                        () -> BoundedBody.of(call.request(), LONGEST_BODY).toCompletionStage())
                .map(body -> GroupHookRequest.parse(body.getBytes(), call.parameter()))
                .chain(wanted -> hooks.save(call.workspace(), wanted))
                .map(saved -> Answer.json(saved.isNew() ? 201 : 200, view(saved.hook(), saved.made())));
    }

    private Uni<Answer> rotate(Call call) {
        return hooks.rotate(call.workspace(), call.parameter()).map(rotated -> rotated.map(made -> {
                    Map<String, Object> view = new LinkedHashMap<>();
                    view.put("name", call.parameter());
                    view.put("hookUrl", publicUrl + GroupHook.path(call.parameter()));
                    show(view, made.secrets());
                    view.put("formerSecretUntil", String.valueOf(made.formerUntil()));
                    return Answer.json(200, view);
                })
                .orElseGet(GroupHookResource::unknown));
    }

    private Map<String, Object> view(GroupHook hook, @Nullable HookSecrets shown) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", hook.name());
        view.put("url", hook.url());
        view.put("hookUrl", publicUrl + GroupHook.path(hook.name()));
        if (shown != null) {
            show(view, shown);
        }
        return view;
    }

    private static void show(Map<String, Object> view, HookSecrets secrets) {
        String signing = secrets.signingSecret();
        view.put(
                signing == null ? "webhookToken" : "signingSecret", signing == null ? secrets.webhookToken() : signing);
    }

    private static Answer unknown() {
        return Answer.problem(404, "unknown-hook", "There is no such hook.");
    }

    private static Answer refusal(Throwable failure) {
        return switch (failure) {
            case InvalidHook e -> Answer.problem(422, "invalid", String.valueOf(e.getMessage()));
            case BodyTooLarge e -> Answer.problem(413, "too-large", String.valueOf(e.getMessage()));
            default -> {
                LOG.error("a hook could not be changed", failure);
                yield Answer.problem(503, "unavailable", "The hook could not be changed.")
                        .with("Retry-After", "1");
            }
        };
    }
}
