package dev.slipway.local.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.client.GatewayClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogStreamTest {
    @Test
    void linesThatWereSeenBeforeAConnectionBrokeAreNotPrintedAgain() {
        List<String> printed = new ArrayList<>();
        try (var client = new GatewayClient(URI.create("http://127.0.0.1:1"), "admin:x")) {
            var stream = new LogStream(client, "/log", printed::add);
            List<String> first = List.of(
                    "event: line",
                    "id: 1",
                    "data: {\"seq\":1,\"stage\":\"BUILD\",\"text\":\"Step 1/2\"}",
                    "",
                    ": nothing new");
            stream.read(first.iterator());
            stream.read(first.iterator());
            stream.read(List.of(
                            "event:line",
                            "data:{\"seq\":2,\"stage\":\"PUSH\",\"text\":\"pushed\"}",
                            "event:end",
                            "data:{\"state\":\"SUCCEEDED\",\"message\":\"\"}")
                    .iterator());
        }

        assertThat(printed).containsExactly("BUILD      Step 1/2", "PUSH       pushed", "SUCCEEDED ");
    }
}
