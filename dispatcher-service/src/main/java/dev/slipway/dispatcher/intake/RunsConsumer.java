package dev.slipway.dispatcher.intake;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.run.v1.RunCancelRequested;
import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.contracts.run.v1.RunStateChanged;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.Dispatches;
import dev.slipway.dispatcher.dispatch.StopReason;
import dev.slipway.dispatcher.launch.LaunchLoop;
import dev.slipway.dispatcher.watch.Marks;
import dev.slipway.dispatcher.watch.WatchConfig;
import dev.slipway.outbox.BatchIntake;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Records what the facts about runs ask for and wakes the loops that do it. */
@ApplicationScoped
class RunsConsumer {
    private static final String NAME = "dispatcher-runs";
    private static final Set<String> TERMINAL = Set.of("COMPLETED", "FAILED", "CANCELLED", "CRASHED");

    private final BatchIntake intake;
    private final Dispatches dispatches;
    private final LaunchLoop launches;
    private final Marks marks;
    private final WatchConfig config;
    private final Clock clock;

    RunsConsumer(
            BatchIntake intake,
            Dispatches dispatches,
            LaunchLoop launches,
            Marks marks,
            WatchConfig config,
            Clock clock) {
        this.intake = intake;
        this.dispatches = dispatches;
        this.launches = launches;
        this.marks = marks;
        this.config = config;
        this.clock = clock;
    }

    @Incoming("runs")
    Uni<Void> on(ConsumerRecords<String, byte[]> records) {
        return intake.once(records, NAME, RunsConsumer::matters, this::handle).invoke(() -> {
            launches.wake();
            marks.wake();
        });
    }

    /** Of most changes of state nothing follows. */
    private static boolean matters(Envelope<?> event) {
        return switch (event.data()) {
            case RunDue _, RunCancelRequested _ -> true;
            case RunStateChanged changed -> TERMINAL.contains(changed.stateType()) && changed.attempt() > 0;
            default -> false;
        };
    }

    private Uni<Void> handle(SqlConnection tx, Envelope<?> event) {
        return switch (event.data()) {
            case RunDue due ->
                dispatches.recordDue(tx, event, due, clock.instant().plus(config.endedPatience()));
            case RunCancelRequested cancel ->
                dispatches.orderStop(
                        tx,
                        new AttemptKey(cancel.workspace(), cancel.flowRunId(), cancel.attempt()),
                        StopReason.CANCELLED,
                        clock.instant().plus(config.cancelPatience()));
            case RunStateChanged changed ->
                dispatches.orderStop(
                        tx,
                        new AttemptKey(changed.workspace(), changed.flowRunId(), changed.attempt()),
                        StopReason.RUN_ENDED,
                        clock.instant().plus(config.endedPatience()));
            default -> Uni.createFrom().voidItem();
        };
    }
}
