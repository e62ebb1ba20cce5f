package dev.slipway.testkit;

import dev.slipway.local.process.Ports;
import dev.slipway.local.registry.PrivateRegistry;
import dev.slipway.local.registry.RegistryOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A private registry on a free port, which ends with the JVM. */
public final class TestRegistry {
    public static final String USERNAME = "slipway";
    public static final String PASSWORD = "registry-of-a-test";

    private final PrivateRegistry registry;

    private TestRegistry(PrivateRegistry registry) {
        this.registry = registry;
    }

    /** Starts one. */
    public static TestRegistry start() {
        Path home = TestFolder.create();
        var registry = new PrivateRegistry(new RegistryOptions(home, Ports.free(), USERNAME, PASSWORD));
        TestFolder.stopAtTheEnd(home, List.of(registry.daemon()));
        registry.start();
        return new TestRegistry(registry);
    }

    /** As it stands in an image's name. */
    public String address() {
        return registry.address();
    }

    /** From now on takes these passwords, by users' names, and no others. */
    public void accept(Map<String, String> passwords) {
        registry.accept(passwords);
    }

    /** Ends it before the JVM does; to see what happens without it. */
    public void stop() {
        registry.stop();
    }
}
