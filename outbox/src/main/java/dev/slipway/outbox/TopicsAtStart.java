package dev.slipway.outbox;

import dev.slipway.contracts.kafka.TopicSetup;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Sees to it that the catalogue's topics exist: creates what is missing where that is allowed, else names it in the log. A
 * broker that is not up yet doesn't stop the service, since the clients wait for it too.
 */
@ApplicationScoped
public class TopicsAtStart {
    private static final Logger LOG = Logger.getLogger(TopicsAtStart.class);
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final TopicsConfig config;
    private final String bootstrapServers;

    TopicsAtStart(TopicsConfig config, @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.config = config;
        this.bootstrapServers = bootstrapServers;
    }

    void start(@Observes StartupEvent event) {
        Thread.ofVirtual().name("topics-at-start").start(this::ensure);
    }

    /** Kafka may come up long after us: without topics nothing would ever work. */
    private void ensure() {
        try {
            while (!isEnsured()) {
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isEnsured() throws InterruptedException {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        try (Admin admin = Admin.create(settings)) {
            if (config.create()) {
                TopicSetup.ensure(admin, config.replicationFactor());
            } else {
                reportMissing(admin);
            }
            return true;
        } catch (ExecutionException e) {
            LOG.warnf("the topics could not be checked on %s, trying again: %s", bootstrapServers, e.getCause());
            return false;
        } catch (KafkaException e) {
            // the name can't be resolved yet
            LOG.warnf("the topics could not be checked on %s, trying again: %s", bootstrapServers, reason(e));
            return false;
        }
    }

    private static Throwable reason(KafkaException failure) {
        return failure.getCause() == null ? failure : failure.getCause();
    }

    private static void reportMissing(Admin admin) throws ExecutionException, InterruptedException {
        var missing = new TreeSet<>(TopicSetup.names());
        missing.removeAll(admin.listTopics().names().get());
        if (!missing.isEmpty()) {
            LOG.errorf("Kafka lacks topics %s: create them, or set SLIPWAY_TOPICS_CREATE=true", missing);
        }
    }
}
