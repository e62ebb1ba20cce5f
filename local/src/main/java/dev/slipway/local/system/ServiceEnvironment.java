package dev.slipway.local.system;

import dev.slipway.local.kubernetes.KubeNode;
import dev.slipway.local.postgres.ServiceSchema;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The variables that a service is started with. */
final class ServiceEnvironment {
    private final Settings settings;
    private final Credentials credentials;
    private final Backing backing;
    private final Surroundings surroundings;
    private final Cluster cluster;

    ServiceEnvironment(
            Settings settings, Credentials credentials, Backing backing, Surroundings surroundings, Cluster cluster) {
        this.settings = settings;
        this.credentials = credentials;
        this.backing = backing;
        this.surroundings = surroundings;
        this.cluster = cluster;
    }

    Map<String, String> of(Service service) {
        int port = settings.port(service.port());
        var variables = new HashMap<String, String>();
        variables.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        variables.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(port + Service.MANAGEMENT_OFFSET));
        variables.put("SLIPWAY_DATABASE_URL", backing.databaseUrl());
        variables.put(
                "SLIPWAY_DATABASE_USERNAME",
                ServiceSchema.of(service.shortName()).role());
        variables.put("SLIPWAY_DATABASE_PASSWORD", credentials.databasePassword(service));
        variables.put("SLIPWAY_KAFKA_BOOTSTRAP_SERVERS", backing.bootstrapServers());
        variables.put("SLIPWAY_MASTER_KEY", credentials.masterKey(service));
        variables.put("SLIPWAY_SERVICE_TOKEN", credentials.serviceToken(service));
        for (Service other : Service.values()) {
            variables.put("SLIPWAY_SERVICE_ACCEPTED_" + other.name(), credentials.serviceToken(other));
            variables.put("SLIPWAY_" + other.name() + "_URL", "http://127.0.0.1:" + settings.port(other.port()));
        }
        variables.put(
                "SLIPWAY_PUBLIC_URL",
                settings.variable("SLIPWAY_PUBLIC_URL").orElse("http://127.0.0.1:" + settings.port(LocalPort.GATEWAY)));
        // one replica each: facts of a dead one, which the poll is for, are met at its next start
        variables.put(
                "SLIPWAY_OUTBOX_POLL_EVERY",
                settings.variable("SLIPWAY_OUTBOX_POLL_EVERY").orElse("5s"));
        variables.putAll(ofOne(service));
        return variables;
    }

    private Map<String, String> ofOne(Service service) {
        return switch (service) {
            case GATEWAY ->
                Map.of(
                        "SLIPWAY_API_AUTH_STRING",
                        credentials.authString(),
                        "SLIPWAY_GATEWAY_ADDITIONAL_ADDRESSES",
                        additionalAddresses());
            case DISPATCHER -> ofDispatcher();
            case SCHEDULER -> ofScheduler();
            case BUILDER -> Map.of();
        };
    }

    /** On the user's own machine webhooks may go to it. */
    private Map<String, String> ofScheduler() {
        var name = "SLIPWAY_AUTOMATIONS_ALLOW_PRIVATE_ADDRESSES";
        return Map.of(name, settings.variable(name).orElse("true"));
    }

    private Map<String, String> ofDispatcher() {
        var variables = new HashMap<>(cluster.variables());
        variables.put(
                "SLIPWAY_RUN_API_URL",
                settings.variable("SLIPWAY_RUN_API_URL")
                        .orElse("http://host.docker.internal:" + settings.port(LocalPort.GATEWAY) + "/api"));
        variables.put(
                "SLIPWAY_INSTALLATION",
                settings.variable("SLIPWAY_INSTALLATION").orElse(""));
        return variables;
    }

    /** Where containers and pods look for the gateway. */
    private String additionalAddresses() {
        Optional<String> containers =
                settings.variable("SLIPWAY_GATEWAY_ADDITIONAL_ADDRESSES").or(surroundings::containerBridge);
        return Stream.concat(containers.stream(), cluster.node().stream().map(KubeNode::address))
                .collect(Collectors.joining(","));
    }
}
