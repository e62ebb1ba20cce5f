package dev.slipway.local.system;

import java.util.Locale;

/** The four services. */
public enum Service {
    SCHEDULER("scheduler-service", LocalPort.SCHEDULER, "192m"),
    BUILDER("build-service", LocalPort.BUILDER, "160m"),
    DISPATCHER("dispatcher-service", LocalPort.DISPATCHER, "128m"),
    GATEWAY("api-gateway", LocalPort.GATEWAY, "128m");

    /** Health and metrics listen this far above the service's port. */
    static final int MANAGEMENT_OFFSET = 5000;

    private final String module;
    private final LocalPort port;
    private final String heap;

    Service(String module, LocalPort port, String heap) {
        this.module = module;
        this.port = port;
        this.heap = heap;
    }

    /** The module, which is also the name of the process and of its log. */
    public String module() {
        return module;
    }

    public LocalPort port() {
        return port;
    }

    /** The most memory for its objects; explicit, so that the machine's size changes nothing. */
    String heap() {
        return heap;
    }

    /** As it stands in credentials and schemas. */
    String shortName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
