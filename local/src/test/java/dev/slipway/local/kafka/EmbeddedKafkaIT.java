package dev.slipway.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.Topic;
import dev.slipway.contracts.kafka.TopicSetup;
import dev.slipway.local.process.Ports;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "slipway");

    private final Path home;

    EmbeddedKafkaIT(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void itsTopicsSurviveARestart() throws Exception {
        var kafka = new EmbeddedKafka(new KafkaOptions(
                home, CACHE, Ports.free(), Ports.free(), ProcessHandle.current().pid()));
        try {
            Map<String, Object> client = Map.of("bootstrap.servers", kafka.start());
            try (Admin admin = Admin.create(client)) {
                String jobs = Topic.JOBS.topicName();
                admin.createPartitions(Map.of(jobs, NewPartitions.increaseTo(Topic.PARTITIONS + 1)))
                        .all()
                        .get(20, TimeUnit.SECONDS);
            }
            kafka.stop();
            kafka.start();

            try (Admin admin = Admin.create(client)) {
                assertThat(partitions(admin, Topic.JOBS)).isEqualTo(Topic.PARTITIONS + 1);
                Set<String> names = admin.listTopics().names().get(20, TimeUnit.SECONDS);
                assertThat(names).containsAll(TopicSetup.names());
            }
        } finally {
            kafka.stop();
        }
    }

    private static int partitions(Admin admin, Topic topic) throws Exception {
        return admin.describeTopics(Set.of(topic.topicName()))
                .allTopicNames()
                .get(20, TimeUnit.SECONDS)
                .values()
                .iterator()
                .next()
                .partitions()
                .size();
    }
}
