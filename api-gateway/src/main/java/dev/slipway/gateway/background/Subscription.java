package dev.slipway.gateway.background;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What a task worker wants.
 *
 * @param client who it says it is, as {@code host-pid}
 * @param keys of the tasks that it serves
 */
record Subscription(String client, List<String> keys) {
    private static final int MOST_KEYS = 1_000;
    private static final int LONGEST = 1_000;

    /** Reads a {@code subscribe} message. */
    static Subscription parse(JsonNode frame) {
        JsonNode keys = frame.path("keys");
        boolean isList = keys.isArray() && !keys.isEmpty() && keys.size() <= MOST_KEYS;
        if (!isList || !StreamSupport.stream(keys.spliterator(), false).allMatch(Subscription::isText)) {
            throw new InvalidSubscription("Protocol violation: expected 'keys' in subscribe message");
        }
        if (!isText(frame.path("client_id"))) {
            throw new InvalidSubscription("Protocol violation: expected 'client_id' in subscribe message");
        }
        return new Subscription(
                frame.path("client_id").asText(),
                StreamSupport.stream(keys.spliterator(), false)
                        .map(JsonNode::asText)
                        .distinct()
                        .toList());
    }

    private static boolean isText(JsonNode node) {
        return node.isTextual()
                && !node.asText().isEmpty()
                && node.asText().length() <= LONGEST
                && node.asText().indexOf('\0') < 0;
    }
}
