package dev.slipway.builder.login;

import dev.slipway.builder.registry.Login;
import dev.slipway.builder.registry.Registry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** Logins that keys were exchanged for: kept while they are fresh, and shared by all replicas. */
@ApplicationScoped
class Exchanges {
    private static final Logger LOG = Logger.getLogger(Exchanges.class);
    private static final Duration STATEMENT = Duration.ofSeconds(30);

    private final LoginExchange exchange;
    private final ExchangedLoginRepository repository;
    private final ExchangeConfig config;
    private final Clock clock;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    Exchanges(LoginExchange exchange, ExchangedLoginRepository repository, ExchangeConfig config, Clock clock) {
        this.exchange = exchange;
        this.repository = repository;
        this.config = config;
        this.clock = clock;
    }

    /** A login that is good for a while. */
    Uni<ExchangedLogin> current(String workspace, Registry registry, Login.Exchanged key) {
        return repository.find(workspace, registry, key).chain(known -> known.filter(
                        login -> login.isFresh(clock.instant()))
                .map(login -> Uni.createFrom().item(login))
                .orElseGet(() -> exchanged(workspace, registry, key, login -> login.isFresh(clock.instant()))));
    }

    /** Another one than that which the registry has refused; the same if it is too new for the refusal to be about its age. */
    Uni<ExchangedLogin> another(String workspace, Registry registry, Login.Exchanged key, String refused) {
        return exchanged(workspace, registry, key, login -> !login.password().equals(refused) || isNew(login));
    }

    private boolean isNew(ExchangedLogin login) {
        Instant now = clock.instant();
        return login.isGood(now)
                && login.exchangedAt().plus(config.keepRefused()).isAfter(now);
    }

    private Uni<ExchangedLogin> exchanged(
            String workspace, Registry registry, Login.Exchanged key, Predicate<ExchangedLogin> willDo) {
        return Uni.createFrom()
                .item(() -> exchange(workspace, registry, key, willDo))
                .runSubscriptionOn(
                        task -> Thread.ofVirtual().name("login-exchange").start(task));
    }

    /** One at a time for each registry: who waited finds what the first one got. */
    private ExchangedLogin exchange(
            String workspace, Registry registry, Login.Exchanged key, Predicate<ExchangedLogin> willDo) {
        ReentrantLock lock = locks.computeIfAbsent(workspace + "/" + registry.name(), name -> new ReentrantLock());
        lock.lock();
        try {
            Optional<ExchangedLogin> known =
                    repository.find(workspace, registry, key).await().atMost(STATEMENT);
            return known.filter(willDo).orElseGet(() -> exchange(workspace, registry, key, known));
        } finally {
            lock.unlock();
        }
    }

    private ExchangedLogin exchange(
            String workspace, Registry registry, Login.Exchanged key, Optional<ExchangedLogin> known) {
        try {
            ExchangedLogin login = exchange.exchange(key);
            repository.keep(workspace, registry, key, login).await().atMost(STATEMENT);
            return login;
        } catch (ExchangeUnavailable e) {
            LOG.warnf("the login of the registry %s is not renewed: %s", registry.name(), e.getMessage());
            return known.filter(login -> login.isGood(clock.instant())).orElseThrow(() -> e);
        }
    }
}
