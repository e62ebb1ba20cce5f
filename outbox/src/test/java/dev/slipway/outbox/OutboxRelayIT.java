package dev.slipway.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.contracts.Envelope;
import dev.slipway.contracts.build.v1.BuildQueued;
import dev.slipway.testkit.Facts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;

class OutboxRelayIT {
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    private final String ref = "refs/heads/" + UUID.randomUUID();

    @Test
    void factIsPublishedOnceWithTheIdAndTheCauseThatWereRecorded() {
        try (var parts = new RealParts(500);
                var facts = Facts.ofThisTest()) {
            var relay = parts.relay(RealParts.producer());
            UUID id = parts.ids.next();
            UUID cause = parts.ids.next();
            parts.transactions(relay)
                    .run(tx -> parts.outbox.append(tx, id, RealParts.fact(ref, 1), new Cause("push-1", cause)))
                    .await()
                    .indefinitely();

            facts.awaitOne(BuildQueued.class, fact -> fact.ref().equals(ref));
            var published =
                    facts.within(A_WHILE, BuildQueued.class, fact -> fact.ref().equals(ref));

            assertThat(published).singleElement().satisfies(event -> {
                assertThat(event.id()).isEqualTo(id);
                assertThat(event.source()).isEqualTo("/build-service");
                assertThat(event.correlationId()).isEqualTo("push-1");
                assertThat(event.causationId()).isEqualTo(cause);
            });
        }
    }

    @Test
    void factOfATransactionThatFailsIsNeverPublished() {
        try (var parts = new RealParts(500);
                var facts = Facts.ofThisTest()) {
            var relay = parts.relay(RealParts.producer());
            var failed = parts.transactions(relay)
                    .run(tx -> parts.outbox
                            .append(tx, RealParts.fact(ref, 1), Cause.NONE)
                            .chain(() -> Uni.createFrom().<Void>failure(new IllegalStateException("changed my mind"))))
                    .onFailure()
                    .recoverWithNull();
            failed.await().indefinitely();
            parts.transactions(relay)
                    .run(tx -> parts.outbox.append(tx, RealParts.fact(ref, 2), Cause.NONE))
                    .await()
                    .indefinitely();

            facts.awaitOne(BuildQueued.class, fact -> fact.ref().equals(ref) && fact.generation() == 2);
            assertThat(facts.within(
                            A_WHILE, BuildQueued.class, fact -> fact.ref().equals(ref)))
                    .extracting(event -> event.data().generation())
                    .containsExactly(2L);
        }
    }

    @Test
    void factsOfOneKeyKeepTheirOrderThoughTwoReplicasRelay() {
        try (var parts = new RealParts(7);
                var facts = Facts.ofThisTest()) {
            var first = parts.transactions(parts.relay(RealParts.producer()));
            var second = parts.transactions(parts.relay(RealParts.producer()));
            for (int i = 1; i <= 150; i++) {
                var replica = i % 2 == 0 ? first : second;
                long generation = i;
                replica.run(tx -> parts.outbox.appendAll(
                                tx,
                                List.of(RealParts.fact(ref, generation), RealParts.fact(ref + "-other", generation)),
                                Cause.NONE))
                        .await()
                        .indefinitely();
            }

            facts.awaitOne(BuildQueued.class, fact -> fact.ref().equals(ref) && fact.generation() == 150);
            facts.awaitOne(BuildQueued.class, fact -> fact.ref().equals(ref + "-other") && fact.generation() == 150);
            var expected = LongStream.rangeClosed(1, 150).boxed().toList();
            assertThat(generations(facts, ref)).isEqualTo(expected);
            assertThat(generations(facts, ref + "-other")).isEqualTo(expected);
        }
    }

    @Test
    void factsThatComeOneAfterTheOtherShareAPublication() {
        try (var parts = new RealParts(500, Duration.ofMillis(500));
                var facts = Facts.ofThisTest()) {
            var transactions = parts.transactions(parts.relay(RealParts.producer()));
            LongStream.rangeClosed(1, 100).forEach(i -> transactions
                    .run(tx -> parts.outbox.append(tx, RealParts.fact(ref, i), Cause.NONE))
                    .await()
                    .indefinitely());

            facts.awaitOne(BuildQueued.class, fact -> fact.ref().equals(ref) && fact.generation() == 100);

            assertThat(publications(parts)).isLessThan(20);
        }
    }

    @Test
    void crashAfterTheBrokerTookAFactSendsItAgainWithTheSameIdAndTheInboxAbsorbsIt() {
        try (var parts = new RealParts(500);
                var facts = Facts.ofThisTest()) {
            var crashed = new AtomicBoolean();
            var relay = parts.relay(crashingAfterFirstFlush(RealParts.producer(), crashed));
            var transactions = parts.transactions(relay);
            transactions
                    .run(tx -> parts.outbox.append(tx, RealParts.fact(ref, 1), Cause.NONE))
                    .await()
                    .indefinitely();

            await().until(crashed::get);
            await().atMost(Duration.ofSeconds(20)).pollInSameThread().untilAsserted(() -> assertThat(
                            facts.within(Duration.ofMillis(200), BuildQueued.class, fact -> fact.ref()
                                    .equals(ref)))
                    .hasSize(2));
            var deliveries =
                    facts.within(A_WHILE, BuildQueued.class, fact -> fact.ref().equals(ref));

            assertThat(deliveries).hasSize(2);
            assertThat(deliveries)
                    .extracting(Envelope::id)
                    .containsOnly(deliveries.getFirst().id());
            assertThat(deliveries.stream().map(delivery -> transactions
                            .run(tx -> parts.inbox.isNew(tx, delivery, "reader"))
                            .await()
                            .indefinitely()))
                    .containsExactly(true, false);
        }
    }

    @Test
    void whatWasAppendedByADeadReplicaIsFoundByThePoll() {
        try (var parts = new RealParts(500);
                var facts = Facts.ofThisTest()) {
            var dead = parts.relayAtRest(RealParts.producer());
            parts.relay(RealParts.producer());

            parts.transactions(dead)
                    .run(tx -> parts.outbox.append(tx, RealParts.fact(ref, 1), Cause.NONE))
                    .await()
                    .indefinitely();

            assertThat(facts.awaitOne(BuildQueued.class, fact -> fact.ref().equals(ref))
                            .data()
                            .generation())
                    .isEqualTo(1);
        }
    }

    @Test
    void almostTheLongestRecordIsPublishedAndALongerOneIsRefusedBeforeItCanHoldUpOthers() {
        try (var parts = new RealParts(500);
                var facts = Facts.ofThisTest()) {
            var transactions = parts.transactions(parts.relay(RealParts.producer()));
            String longRef = ref + "x".repeat(1_000_000);
            String longerRef = ref + "x".repeat(1_100_000);

            assertThatThrownBy(() -> transactions
                            .run(tx -> parts.outbox.append(tx, RealParts.fact(longerRef, 1), Cause.NONE))
                            .await()
                            .indefinitely())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("BuildQueued");
            transactions
                    .run(tx -> parts.outbox.append(tx, RealParts.fact(longRef, 2), Cause.NONE))
                    .await()
                    .indefinitely();

            assertThat(facts.awaitOne(BuildQueued.class, fact -> fact.ref().startsWith(ref))
                            .data()
                            .generation())
                    .isEqualTo(2);
        }
    }

    private static List<Long> generations(Facts facts, String ref) {
        return facts
                .within(Duration.ofMillis(500), BuildQueued.class, fact -> fact.ref()
                        .equals(ref))
                .stream()
                .map(event -> event.data().generation())
                .toList();
    }

    /** The broker has everything, and the process dies before it can write that down. */
    @SuppressWarnings("unchecked")
    private static Producer<String, byte[]> crashingAfterFirstFlush(
            Producer<String, byte[]> producer, AtomicBoolean crashed) {
        return (Producer<String, byte[]>) Proxy.newProxyInstance(
                OutboxRelayIT.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(producer, arguments);
                        if (method.getName().equals("flush") && crashed.compareAndSet(false, true)) {
                            throw new IllegalStateException("the process died here");
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private long publications(RealParts parts) {
        return await().until(
                        () -> parts.pool()
                                .preparedQuery(
                                        "select count(distinct published_at) as n, count(*) filter"
                                                + " (where published_at is null) as pending from outbox where convert_from(payload, 'UTF8') like $1")
                                .execute(Tuple.of("%" + ref + "%"))
                                .await()
                                .indefinitely()
                                .iterator()
                                .next(),
                        row -> row.getLong("pending") == 0)
                .getLong("n");
    }
}
