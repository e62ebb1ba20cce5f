package dev.slipway.local.postgres;

/**
 * What a service owns in the database: a role and a schema, which is the role's search path, so that SQL never names it.
 */
public record ServiceSchema(String role, String schema) {

    /** Role and schema by the service's short name: {@code gateway}, {@code builder}, {@code scheduler}, {@code dispatcher}. */
    public static ServiceSchema of(String service) {
        return new ServiceSchema("slipway_" + service, service);
    }
}
