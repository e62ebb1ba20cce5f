package dev.slipway.scheduler.planning;

import dev.slipway.contracts.Ids;
import dev.slipway.outbox.Transactions;
import dev.slipway.scheduler.flowrun.FlowRun;
import dev.slipway.scheduler.flowrun.FlowRunRepository;
import dev.slipway.scheduler.schedule.ScheduleText;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Plans one schedule: what is missing is added, what an older text of it planned is replaced, in one transaction. */
@ApplicationScoped
class Planner {
    private final Transactions transactions;
    private final PlanningRepository schedules;
    private final FlowRunRepository runs;
    private final PlanningConfig config;
    private final Horizon horizon;
    private final Clock clock;
    private final Ids ids;

    Planner(
            Transactions transactions,
            PlanningRepository schedules,
            FlowRunRepository runs,
            PlanningConfig config,
            Clock clock,
            Ids ids) {
        this.transactions = transactions;
        this.schedules = schedules;
        this.runs = runs;
        this.config = config;
        this.horizon = new Horizon(
                config.runsAhead(), config.ahead(), config.mostRunsAhead(), config.furthest(), config.catchUp());
        this.clock = clock;
        this.ids = ids;
    }

    /** Answers how many runs were added. */
    Uni<Integer> plan(UUID scheduleId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return transactions.run(
                tx -> schedules.lock(tx, scheduleId).chain(found -> found.map(schedule -> plan(tx, schedule, now))
                        .orElseGet(() -> Uni.createFrom().item(0))));
    }

    private Uni<Integer> plan(SqlConnection tx, PlannedSchedule schedule, Instant now) {
        Horizon.Plan plan = horizon.plan(ScheduleText.parse(schedule.schedule()), schedule.plannedUntil(), now);
        Uni<Void> ready = schedule.plannedUntil() == null
                ? schedules.removeOutdated(tx, schedule.id(), now)
                : Uni.createFrom().voidItem();
        return ready.chain(() -> addAll(tx, schedule, plan.fires(), now))
                .call(() -> schedules.planned(tx, schedule.id(), plan));
    }

    private Uni<Integer> addAll(SqlConnection tx, PlannedSchedule schedule, List<Instant> fires, Instant now) {
        Uni<Integer> added = Uni.createFrom().item(0);
        for (Instant fire : fires) {
            added = added.chain(before -> add(tx, schedule, fire, now).map(isNew -> isNew ? before + 1 : before));
        }
        return added;
    }

    private Uni<Boolean> add(SqlConnection tx, PlannedSchedule schedule, Instant fire, Instant now) {
        FlowRun run = PlannedRun.of(schedule, fire, ids.next(), ids.next(), now);
        return runs.insert(tx, run)
                .call(isNew -> isNew
                        ? Uni.createFrom().voidItem()
                        : schedules.adopt(tx, schedule, String.valueOf(run.idempotencyKey())));
    }

    /** Makes the runs of a stretch of time, for all active schedules of a deployment; answers how many were added. */
    Uni<Integer> backfill(String workspace, UUID deploymentId, BackfillRequest asked) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Horizon stretch = asked.horizon(config, now);
        return transactions.run(tx -> schedules
                .ofDeployment(tx, workspace, deploymentId)
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(schedule -> addAll(
                        tx,
                        schedule,
                        stretch.plan(ScheduleText.parse(schedule.schedule()), null, asked.start(now))
                                .fires(),
                        now))
                .collect()
                .with(Collectors.summingInt(Integer::intValue)));
    }

    /** Removes runs that must not happen any more. */
    Uni<Integer> removeObsolete() {
        return transactions.run(schedules::removeObsolete);
    }
}
