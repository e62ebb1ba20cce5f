package dev.slipway.local.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.contracts.Json;
import org.junit.jupiter.api.Test;

class TraceTest {
    private static final String P = "/slipway/v1/provenance/";
    private static final String DIGEST = "sha256:" + "ab".repeat(32);

    @Test
    void whatIsTypedIsToldApart() {
        assertThat(TracePath.of("c0ffee0")).containsExactly(P + "commits/c0ffee0");
        assertThat(TracePath.of("127.0.0.1:5000/team/app@" + DIGEST))
                .containsExactly(P + "images/127.0.0.1:5000/team/app@" + DIGEST);
        assertThat(TracePath.of(DIGEST)).containsExactly(P + "images/" + DIGEST);
        assertThat(TracePath.of("my flow/nightly").getFirst()).isEqualTo(P + "deployments/my%20flow/nightly");
        assertThat(TracePath.of("0b6b8d5e-0000-4000-8000-000000000001"))
                .containsExactly(
                        P + "runs/0b6b8d5e-0000-4000-8000-000000000001",
                        P + "deployments/0b6b8d5e-0000-4000-8000-000000000001");
    }

    @Test
    void aTrailIsReadFromDeliveryToExit() throws JsonProcessingException {
        var trail = Json.MAPPER.readTree("""
                {"deliveries":[{"receivedAt":"t1","project":"shop","ref":"refs/heads/main"}],
                 "builds":[{"id":"b","state":"SUCCEEDED","images":[{"reference":"r/a:1","digest":"sha256:1","reused":true,"builtBy":"b0","statement":true}]}],
                 "deploymentVersions":[{"deployment":"etl/nightly","number":2,"current":true,"rollbackOf":null,"createdAt":"t2"}],
                 "runs":[{"id":"r","state":"Completed","deploymentVersion":2,
                          "slot":{"expectedStart":"t3","bySchedule":true,"decisions":[{"at":"t4","name":"Pending","message":null}]},
                          "jobs":[{"attempt":1,"name":"box","state":"ENDED","exitReason":"EXITED","exitCode":0}]}],
                 "missing":["The push is not known."]}""");

        assertThat(TraceText.lines(trail))
                .containsExactly(
                        "delivery    t1  shop refs/heads/main",
                        "build       b  SUCCEEDED",
                        "  image     r/a:1@sha256:1  reused from build b0  signed statement",
                        "deployment  etl/nightly version 2 (current)  t2",
                        "run         r  Completed, version 2",
                        "  slot      t3  of a schedule",
                        "  decision  t4  Pending",
                        "  job       attempt 1  box ENDED  EXITED 0",
                        "?           The push is not known.");
    }
}
