package dev.slipway.gateway.door;

import dev.slipway.gateway.auth.Authenticator;
import dev.slipway.gateway.auth.Caller;
import dev.slipway.gateway.http.Answer;
import dev.slipway.gateway.http.Call;
import dev.slipway.gateway.http.CanonicalPath;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Every request and every socket enters here, on every address: the path is read once, the credential is asked for unless the
 * route says otherwise, and only then does a feature see the call.
 */
@ApplicationScoped
class Door {
    private static final Logger LOG = Logger.getLogger(Door.class);
    private static final int BEFORE_ALL_ROUTES = Integer.MIN_VALUE;

    private final Authenticator authenticator;
    private final Features features;
    private final CallsUnderWay underWay;

    Door(Authenticator authenticator, Features features, CallsUnderWay underWay) {
        this.authenticator = authenticator;
        this.features = features;
        this.underWay = underWay;
    }

    void install(@Observes Router router) {
        router.route().order(BEFORE_ALL_ROUTES).handler(context -> enter(context.request()));
    }

    void enter(HttpServerRequest request) {
        request.pause();
        @Nullable String path = CanonicalPath.of(request.uri());
        if (path == null) {
            Answer.problem(400, "path", "The path is not in canonical form.").send(request);
            return;
        }
        // other upgrades, as to HTTP/2, are offers that a server may leave alone
        boolean socket = request.headers().contains(HttpHeaders.UPGRADE, "websocket", true);
        Route route = socket ? Route.ofSocket(path) : Route.of(request.method().name(), path);
        if (!socket) {
            underWay.began(request.response());
        }
        Optional<Caller> caller = caller(route, request);
        if (caller.isEmpty()) {
            unauthorized(path).send(request);
        } else if (isForbidden(route, caller.get())) {
            Answer.problem(403, "forbidden", "This credential doesn't reach here.")
                    .send(request);
        } else {
            pass(new Call(request, route.workspace(), route.path(), route.parameter(), caller.get()), route.target());
        }
    }

    private void pass(Call call, Target target) {
        try {
            features.handle(call, target);
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s %s failed", call.request().method(), call.path());
            call.answer(Answer.exception(500, "Internal Server Error"));
        }
    }

    private Optional<Caller> caller(Route route, HttpServerRequest request) {
        var headers = request.headers();
        return switch (route.target().access()) {
            case PUBLIC, BY_FEATURE -> Optional.of(new Caller.Anonymous());
            case USER, ADMIN -> authenticator.user(route.workspace(), headers);
            case USER_OR_SERVICE ->
                authenticator.user(route.workspace(), headers).or(() -> authenticator.service(headers));
            case DISPATCHER -> authenticator.service(headers);
        };
    }

    private static boolean isForbidden(Route route, Caller caller) {
        return switch (route.target().access()) {
            case ADMIN -> !(caller instanceof Caller.Admin);
            case DISPATCHER -> !caller.equals(new Caller.Service("dispatcher"));
            default -> false;
        };
    }

    private static Answer unauthorized(String path) {
        Answer answer = path.startsWith("/api/")
                ? Answer.exception(401, "Unauthorized")
                : Answer.problem(401, "unauthorized", "A credential is missing or wrong.");
        return answer.with("WWW-Authenticate", "Basic realm=\"slipway\", charset=\"UTF-8\"");
    }
}
