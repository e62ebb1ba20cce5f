package dev.slipway.gateway.auth;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The tokens of the services that may call the gateway, shown as {@code X-Slipway-Service: <name>:<token>}. */
@ApplicationScoped
class ServiceTokens {
    private final Map<String, String> tokens = new HashMap<>();

    ServiceTokens(AuthConfig config) {
        config.acceptedBuilder().ifPresent(token -> tokens.put("builder", token));
        config.acceptedScheduler().ifPresent(token -> tokens.put("scheduler", token));
        config.acceptedDispatcher().ifPresent(token -> tokens.put("dispatcher", token));
    }

    Optional<Caller> verify(String shown) {
        int colon = shown.indexOf(':');
        String name = colon < 0 ? "" : shown.substring(0, colon);
        String expected = tokens.get(name);
        // an unknown name costs as much time as a wrong token
        boolean same = Secrets.same(expected == null ? "\0" : expected, shown.substring(colon + 1));
        return expected != null && same ? Optional.of(new Caller.Service(name)) : Optional.empty();
    }
}
