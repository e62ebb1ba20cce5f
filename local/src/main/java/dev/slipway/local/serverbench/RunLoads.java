package dev.slipway.local.serverbench;

import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.client.Provisioning;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Flow runs: made, moved through their states, read, polled, filtered. */
final class RunLoads {
    private static final int DUE = 10;
    private static final int LIMIT = 200;
    private static final String FILTER = """
            {"sort": "EXPECTED_START_TIME_DESC", "limit": %d, "offset": 0,
            "flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}""";

    private final Meter meter;
    private final GatewayClient client;
    private final Clock clock;
    private final String flowId;
    private Queue<String> created = new ArrayDeque<>();

    RunLoads(Meter meter, GatewayClient client, Clock clock, String flowId) {
        this.meter = meter;
        this.client = client;
        this.clock = clock;
        this.flowId = flowId;
    }

    Measured create() {
        created = new ArrayDeque<>();
        var call = Call.post("/api/flow_runs/", Bodies.flowRun(flowId), 201);
        return meter.rate(
                new Calls() {
                    @Override
                    public Call next() {
                        return call;
                    }

                    @Override
                    public void done(Call call, Buffer answer) {
                        created.add(Bodies.id(answer));
                    }
                },
                1);
    }

    /** Moves all runs that the last call of this or {@link #create} has moved. */
    Measured set(String type) {
        Queue<String> todo = created;
        Queue<String> moved = new ArrayDeque<>();
        created = moved;
        return meter.rate(
                new Calls() {
                    @Override
                    public @Nullable Call next() {
                        String run = todo.poll();
                        return run == null ? null : Call.post(path(run), Bodies.state(type, run), 201);
                    }

                    @Override
                    public void done(Call call, Buffer answer) {
                        moved.add(call.path().split("/")[3]);
                    }
                },
                1);
    }

    Measured read() {
        return meter.rate(
                inTurn(created.stream()
                        .limit(1_000)
                        .map(run -> Call.get("/api/flow_runs/" + run))
                        .toList()),
                1);
    }

    /** As a worker asks. */
    Measured poll() {
        new Provisioning(client).workPool("bench-poll", "process");
        String deployment = deployment("poll", "bench-poll", Map.of());
        for (int i = 0; i < DUE; i++) {
            client.post("/api/deployments/" + deployment + "/create_flow_run", Map.of());
        }
        String body = "{\"scheduled_before\": \"" + clock.instant().plus(Duration.ofMinutes(1)) + "\"}";
        return meter.rate(
                inTurn(List.of(Call.post("/api/work_pools/bench-poll/get_scheduled_flow_runs", body, 200))), 1);
    }

    Measured filter() {
        return meter.rate(inTurn(List.of(Call.post("/api/flow_runs/filter", FILTER.formatted(LIMIT), 200))), 1);
    }

    /** A run that has all states behind it. */
    String completedRun() {
        return created.element();
    }

    /** A run that nothing moves. */
    String run() {
        return client.post("/api/flow_runs/", Map.of("flow_id", flowId))
                .path("id")
                .asText();
    }

    String deployment(String name, String pool, Map<String, Object> jobVariables) {
        return client.post(
                        "/api/deployments/",
                        Map.of(
                                "name", name,
                                "flow_id", flowId,
                                "work_pool_name", pool,
                                "entrypoint", "bench.py:bench",
                                "job_variables", jobVariables))
                .path("id")
                .asText();
    }

    static Calls inTurn(List<Call> calls) {
        var left = new ArrayList<Call>();
        return () -> {
            if (left.isEmpty()) {
                left.addAll(calls);
            }
            return left.removeLast();
        };
    }

    private static String path(String run) {
        return "/api/flow_runs/" + run + "/set_state";
    }
}
