package dev.slipway.builder.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceCredentialsTest {
    private final ServiceCredentials credentials = new ServiceCredentials(Map.of("gateway", "t:1"));

    @Test
    void rightTokenNamesItsService() {
        assertThat(credentials.caller("gateway:t:1")).contains("gateway");
    }

    @Test
    void anythingElseIsNobody() {
        for (String header :
                new String[] {"", ":", "gateway", "gateway:", "gateway:t:2", "GATEWAY:t:1", "scheduler:t:1", "x:\0"}) {
            assertThat(credentials.caller(header)).as(header).isEmpty();
        }
        assertThat(credentials.caller(null)).isEmpty();
    }
}
