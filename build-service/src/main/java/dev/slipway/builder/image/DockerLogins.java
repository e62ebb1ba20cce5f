package dev.slipway.builder.image;

import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Logins as the engine wants them. Pure. */
final class DockerLogins {
    private static final String HUB = "docker.io";
    /** How the engine calls the login of its default registry. */
    private static final String HUB_KEY = "https://index.docker.io/v1/";

    private DockerLogins() {}

    /** For one pull or push. */
    static AuthConfig of(RegistryLogin login) {
        return new AuthConfig()
                .withRegistryAddress(login.host().equals(HUB) ? HUB_KEY : login.host())
                .withUsername(login.username())
                .withPassword(login.password());
    }

    /** For a build, which knows one login per host; empty if images of one host need different ones. */
    static Optional<AuthConfigurations> ofBuild(Map<String, RegistryLogin> byImage) {
        Map<String, RegistryLogin> byHost = new HashMap<>();
        for (RegistryLogin login : byImage.values()) {
            RegistryLogin other = byHost.putIfAbsent(login.host(), login);
            if (other != null && !other.isSameUserAs(login)) {
                return Optional.empty();
            }
        }
        var configurations = new AuthConfigurations();
        byHost.values().forEach(login -> configurations.addConfig(of(login)));
        return Optional.of(configurations);
    }
}
