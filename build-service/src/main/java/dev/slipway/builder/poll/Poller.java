package dev.slipway.builder.poll;

import dev.slipway.builder.checkout.CheckoutFailed;
import dev.slipway.builder.checkout.RefListing;
import dev.slipway.builder.poll.PollRepository.Turn;
import dev.slipway.builder.poll.RefChanges.RefChange;
import dev.slipway.builder.project.Project;
import dev.slipway.builder.project.Projects;
import dev.slipway.builder.push.MissedPushes;
import dev.slipway.outbox.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** Looks at the refs of one project and records the pushes that nobody told of; blocking. */
@ApplicationScoped
class Poller {
    private static final Logger LOG = Logger.getLogger(Poller.class);
    private static final Duration STATEMENT = Duration.ofSeconds(30);
    private static final Duration LEASE = Duration.ofMinutes(3);
    private static final int MOST_DOUBLINGS = 4;
    private static final double JITTER = 0.2;

    private final PollRepository repository;
    private final Projects projects;
    private final RefListing refs;
    private final MissedPushes pushes;
    private final Transactions transactions;
    private final Timing timing;

    Poller(
            PollRepository repository,
            Projects projects,
            RefListing refs,
            MissedPushes pushes,
            Transactions transactions,
            Timing timing) {
        this.repository = repository;
        this.projects = projects;
        this.refs = refs;
        this.pushes = pushes;
        this.transactions = transactions;
        this.timing = timing;
    }

    /** False if it is nobody's turn. */
    boolean pollNext() throws InterruptedException {
        Instant now = timing.now();
        await(repository.addNew(now, timing.every().toMillis()));
        Optional<Turn> turn = await(repository.claim(now, now.plus(LEASE)));
        if (turn.isEmpty()) {
            return false;
        }
        Optional<Project> project =
                await(projects.find(turn.get().workspace(), turn.get().project()));
        if (project.isPresent()) {
            poll(turn.get(), project.get());
        }
        return true;
    }

    private void poll(Turn turn, Project project) throws InterruptedException {
        try {
            Map<String, String> told = await(transactions.run(tx -> pushes.told(tx, turn.workspace(), turn.project())));
            Map<String, String> seen = refs.refs(project.gitUrl(), project.gitUsername(), project.gitToken());
            int caughtUp = await(transactions.run(tx -> record(tx, turn, seen, told)));
            if (caughtUp > 0) {
                LOG.infof("%d change(s) of refs of %s had not been told", caughtUp, turn.project());
            }
        } catch (CheckoutFailed e) {
            LOG.infof("the refs of %s could not be looked at: %s", turn.project(), e.getMessage());
            await(repository.failed(
                    turn, timing.next(turn.failures() + 1), timing.now(), String.valueOf(e.getMessage())));
        }
    }

    /** Refs of which something was told while we looked have their turn the next time. */
    private Uni<Integer> record(SqlConnection tx, Turn turn, Map<String, String> seen, Map<String, String> told) {
        return pushes.told(tx, turn.workspace(), turn.project()).chain(toldNow -> {
            List<RefChange> missed = RefChanges.missed(turn.refs(), seen, told).stream()
                    .filter(change -> Objects.equals(told.get(change.ref()), toldNow.get(change.ref())))
                    .toList();
            return Multi.createFrom()
                    .iterable(missed)
                    .onItem()
                    .transformToUniAndConcatenate(change -> pushes.missed(
                            tx,
                            turn.workspace(),
                            turn.project(),
                            new MissedPushes.Step(change.ref(), change.before(), change.after())))
                    .onItem()
                    .ignoreAsUni()
                    .chain(() -> repository.done(tx, turn, timing.next(0), timing.now(), seen, missed.size()))
                    .replaceWith(missed.size());
        });
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(STATEMENT);
    }

    /** When whose turn is. */
    @ApplicationScoped
    static class Timing {
        private final PollConfig config;
        private final Clock clock;

        Timing(PollConfig config, Clock clock) {
            this.config = config;
            this.clock = clock;
        }

        Instant now() {
            return clock.instant();
        }

        Duration every() {
            return config.every();
        }

        /** Later after failures, and never for all projects at one time. */
        Instant next(int failures) {
            double factor =
                    1 - JITTER + 2 * JITTER * RandomGenerator.getDefault().nextDouble();
            long millis = config.every().toMillis() << Math.min(failures, MOST_DOUBLINGS);
            return clock.instant().plusMillis((long) (millis * factor));
        }
    }
}
