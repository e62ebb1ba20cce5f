package dev.slipway.builder.work;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The service without anybody who claims builds, so that a test can be that somebody. */
public final class IdleLoop implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("slipway.build.parallel", "0", "slipway.build.heartbeat", "300ms");
    }
}
