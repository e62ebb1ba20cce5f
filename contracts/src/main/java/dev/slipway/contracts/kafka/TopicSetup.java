package dev.slipway.contracts.kafka;

import dev.slipway.contracts.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the catalogue's topics, and the dead-letter topic of every service for each of them. */
public final class TopicSetup {
    /** The services that consume. */
    public static final List<String> CONSUMERS =
            List.of("api-gateway", "build-service", "scheduler-service", "dispatcher-service");

    private TopicSetup() {}

    /** Every topic as it should be. */
    public static List<NewTopic> topics(short replicationFactor) {
        var topics = new ArrayList<NewTopic>();
        for (Topic topic : Topic.values()) {
            topics.add(topic(topic.topicName(), Topic.PARTITIONS, replicationFactor));
            CONSUMERS.forEach(service -> topics.add(topic(topic.deadLetterName(service), 1, replicationFactor)));
        }
        return topics;
    }

    /** Creates what is missing and leaves what exists. */
    public static void ensure(Admin admin, short replicationFactor) throws InterruptedException, ExecutionException {
        for (var created :
                admin.createTopics(topics(replicationFactor)).values().entrySet()) {
            try {
                created.getValue().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    /** The names of all topics of {@link #topics}. */
    public static List<String> names() {
        return topics((short) 1).stream().map(NewTopic::name).toList();
    }

    private static NewTopic topic(String name, int partitions, short replicationFactor) {
        return new NewTopic(name, partitions, replicationFactor)
                .configs(Map.of(
                        "cleanup.policy", "delete",
                        "retention.ms", Long.toString(Topic.RETENTION.toMillis()),
                        "max.message.bytes", Integer.toString(Topic.LONGEST_RECORD)));
    }
}
