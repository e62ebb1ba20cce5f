package dev.slipway.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.contracts.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TestCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void aClusterThatLacksNothingIsGood() throws JsonProcessingException {
        int code = tell("{\"ok\":true,\"version\":\"v1.34.3\",\"uid\":\"a-b\",\"checks\":[],\"missing\":[]}");

        assertThat(code).isZero();
        assertThat(said()).isEqualTo("eu is Kubernetes v1.34.3, a-b\neverything that runs need is allowed\n");
    }

    @Test
    void whatIsMissingIsSaid() throws JsonProcessingException {
        int code = tell("{\"ok\":false,\"version\":\"v1.34.3\",\"missing\":[\"may not create jobs\"]}");

        assertThat(code).isEqualTo(1);
        assertThat(said()).isEqualTo("eu is Kubernetes v1.34.3\n  may not create jobs\n");
    }

    private int tell(String report) throws JsonProcessingException {
        return TestCommand.tell("eu", Json.MAPPER.readTree(report), new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
