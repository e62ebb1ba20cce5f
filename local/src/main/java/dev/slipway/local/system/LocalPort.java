package dev.slipway.local.system;

/** The ports that the parts listen on, and the variables that change them. */
public enum LocalPort {
    POSTGRES(15432),
    KAFKA(19092),
    KAFKA_CONTROLLER(19093),
    REGISTRY(5000),
    FORGE(4280),
    /** The API server's; the next three are the node's, too. */
    KUBERNETES(16443),
    GATEWAY(4200),
    BUILDER(4210),
    SCHEDULER(4220),
    DISPATCHER(4230);

    private final int standard;

    LocalPort(int standard) {
        this.standard = standard;
    }

    /** The one that is used unless the variable says otherwise. */
    public int standard() {
        return standard;
    }

    /** For example {@code SLIPWAY_GATEWAY_PORT}. */
    public String variable() {
        return "SLIPWAY_" + name() + "_PORT";
    }
}
