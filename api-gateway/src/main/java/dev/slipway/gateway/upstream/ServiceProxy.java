package dev.slipway.gateway.upstream;

import dev.slipway.gateway.http.Answer;
import dev.slipway.gateway.http.BoundedBody;
import dev.slipway.gateway.http.Call;
import dev.slipway.gateway.http.CanonicalPath;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Passes calls on to the services and their answers back, both as streams. */
@ApplicationScoped
public class ServiceProxy {
    private static final Logger LOG = Logger.getLogger(ServiceProxy.class);

    private static final int UNAUTHORIZED = 401;

    /** What concerns one connection, what only we may say, and what would tell a service our user's credential. */
    private static final List<String> NOT_PASSED_ON = List.of(
            "authorization",
            "cookie",
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authorization",
            "te",
            "trailer",
            "upgrade",
            "expect",
            "forwarded");

    private final ServiceClient services;
    private final long maxBody;

    ServiceProxy(ServiceClient services, UpstreamConfig config) {
        this.services = services;
        this.maxBody = config.maxBody().asLongValue();
    }

    /** Passes one call on. */
    public void forward(Call call, Upstream service) {
        if (BoundedBody.announcesMoreThan(call.request(), maxBody)) {
            call.answer(tooLarge());
            return;
        }
        HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), services.http())
                .origin(context -> services.http().request(services.options(service)))
                .addInterceptor(new Passing(call, service))
                .handle(call.request());
    }

    private static Answer tooLarge() {
        return Answer.exception(413, "Request body is too large.");
    }

    private final class Passing implements ProxyInterceptor {
        private final Call call;
        private final Upstream service;
        private final LimitedStream body;

        Passing(Call call, Upstream service) {
            this.call = call;
            this.service = service;
            this.body = new LimitedStream(call.request(), maxBody);
        }

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            ProxyRequest request = context.request();
            request.setURI(call.path() + CanonicalPath.queryOf(call.request().uri()));
            clean(request.headers());
            services.identify(request.headers(), new ServiceClient.Identity(call.workspace(), call.caller()));
            describe(request.headers());
            request.setBody(Body.body(body, request.getBody().length()));
            return context.sendRequest().recover(failure -> Future.succeededFuture(refusal(request, failure)));
        }

        @Override
        public Future<Void> handleProxyResponse(ProxyContext context) {
            ProxyResponse response = context.response();
            strip(response.headers(), "x-slipway-");
            if (response.getStatusCode() == UNAUTHORIZED) {
                // the service refused us, not the user, who was let in already
                LOG.errorf(
                        "%s refuses our SLIPWAY_SERVICE_TOKEN: its SLIPWAY_SERVICE_ACCEPTED_GATEWAY differs", service);
                fill(response.release(), Answer.unavailable());
            }
            return context.sendResponse();
        }

        /** Links in answers must lead back through the gateway. */
        private void describe(MultiMap headers) {
            headers.set("X-Forwarded-Proto", call.request().isSSL() ? "https" : "http");
            var authority = call.request().authority();
            if (authority != null) {
                headers.set("X-Forwarded-Host", authority.toString());
            }
            if (service == Upstream.SCHEDULER) {
                headers.set("X-Slipway-Api", call.api());
            }
        }

        private ProxyResponse refusal(ProxyRequest request, Throwable failure) {
            Answer answer = body.isTooLarge() ? tooLarge() : Answer.unavailable();
            if (body.isTooLarge()) {
                call.request().response().bodyEndHandler(end -> Answer.hangUpOn(call.request()));
            }
            LOG.debugf(failure, "%s %s could not be passed on", call.request().method(), call.path());
            return fill(request.release().response(), answer);
        }
    }

    private static ProxyResponse fill(ProxyResponse response, Answer answer) {
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        return response.setBody(Body.body(answer.body())).putHeader("Content-Type", "application/json");
    }

    private static void clean(MultiMap headers) {
        for (String nominated : headers.getAll("connection")) {
            for (String name : nominated.split(",", -1)) {
                headers.remove(name.strip());
            }
        }
        NOT_PASSED_ON.forEach(headers::remove);
        strip(headers, "x-slipway-");
        strip(headers, "x-forwarded-");
    }

    private static void strip(MultiMap headers, String prefix) {
        List.copyOf(headers.names()).stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(prefix))
                .forEach(headers::remove);
    }
}
