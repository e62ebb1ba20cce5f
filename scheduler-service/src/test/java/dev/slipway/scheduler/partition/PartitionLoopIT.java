package dev.slipway.scheduler.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.testkit.Infrastructure;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "service", value = "scheduler"))
class PartitionLoopIT {
    @Inject
    Pool pool;

    @Inject
    PartitionLoop loop;

    @Inject
    PartitionRepository partitions;

    @Test
    void partitionsOfTheNextDaysAreMadeAtStart() {
        LocalDate today = LocalDate.now(Clock.systemUTC());
        await().untilAsserted(
                        () -> assertThat(partitions.existing("logs").await().indefinitely())
                                .contains(
                                        new Days("logs", 30, 3).partition(today),
                                        new Days("logs", 30, 3).partition(today.plusDays(3))));
    }

    @Test
    void rowsThatCameBeforeTheirPartitionMoveThereAndGoWithIt() {
        var days = new Days("logs", 30, 3);
        LocalDate day = LocalDate.now(Clock.systemUTC()).minusDays(60);
        UUID id = UUID.randomUUID();
        insert(id, day.atTime(12, 0).atOffset(ZoneOffset.UTC));
        assertThat(tableOf(id)).containsExactly("logs_default");

        partitions.make(days, day).await().indefinitely();
        assertThat(tableOf(id)).containsExactly(days.partition(day));

        loop.lookAfter(days);
        assertThat(tableOf(id)).isEmpty();
        assertThat(partitions.existing("logs").await().indefinitely()).doesNotContain(days.partition(day));
    }

    @Test
    void whatIsTooOldIsDeletedFromTheDefaultPartitionToo() {
        UUID old = UUID.randomUUID();
        UUID future = UUID.randomUUID();
        insert(old, OffsetDateTime.now(ZoneOffset.UTC).minusDays(40));
        insert(future, OffsetDateTime.now(ZoneOffset.UTC).plusDays(40));

        loop.lookAfter(new Days("logs", 30, 3));

        assertThat(tableOf(old)).isEmpty();
        assertThat(tableOf(future)).containsExactly("logs_default");
    }

    private void insert(UUID id, OffsetDateTime time) {
        pool.preparedQuery("insert into logs (id, workspace, timestamp, level, name, message)"
                        + " values ($1, 'default', $2, 20, 'test', 'test')")
                .execute(Tuple.of(id, time))
                .await()
                .indefinitely();
    }

    private List<String> tableOf(UUID id) {
        var rows = pool.preparedQuery("select tableoid::regclass::text from logs where id = $1")
                .execute(Tuple.of(id))
                .await()
                .indefinitely();
        return dev.slipway.scheduler.query.Listing.each(row -> row.getString(0)).apply(rows);
    }
}
