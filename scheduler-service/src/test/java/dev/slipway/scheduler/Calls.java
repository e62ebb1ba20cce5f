package dev.slipway.scheduler;

import static io.restassured.RestAssured.given;

import dev.slipway.scheduler.testing.ContractFilter;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Requests as the gateway makes them, and rows that tests of recording need. */
public final class Calls {
    private Calls() {}

    /** For the workspace {@code default}. */
    public static RequestSpecification gateway() {
        return gateway("default");
    }

    /** For any workspace. */
    public static RequestSpecification gateway(String workspace) {
        return given().filter(new ContractFilter())
                .header("X-Slipway-Service", "gateway:token-of-gateway")
                .header("X-Slipway-Workspace", workspace)
                .header("X-Slipway-Principal", "admin")
                .contentType(ContentType.JSON);
    }

    /** A flow run of a flow of its own, as bare as can be. */
    public static UUID flowRun(Pool pool) {
        var flow = UUID.randomUUID();
        var run = UUID.randomUUID();
        var now = OffsetDateTime.now(java.time.ZoneOffset.UTC);
        pool.preparedQuery(
                        "insert into flows (id, workspace, name, created, updated) values ($1, 'default', $2, $3, $3)")
                .execute(Tuple.of(flow, "flow-" + flow, now))
                .await()
                .indefinitely();
        pool.preparedQuery("insert into flow_runs (id, workspace, flow_id, name, created, updated)"
                        + " values ($1, 'default', $2, 'calm-run', $3, $3)")
                .execute(Tuple.of(run, flow, now))
                .await()
                .indefinitely();
        return run;
    }
}
