package dev.slipway.gateway.hook;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import dev.slipway.contracts.push.v1.PushReceived.Commit;
import dev.slipway.contracts.push.v1.PushReceived.Pusher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a push payload tells beside its commits' ids, cut to what fits into one event whatever was pushed: lists of paths go first,
 * since readers that need them compare the commits anyway.
 */
record PushDetails(
        @Nullable Pusher pusher, List<Commit> commits, boolean commitsTruncated, Map<String, Object> pushOptions) {
    private static final int MOST_COMMITS = 20;
    private static final int MOST_PATH_CHARACTERS = 200_000;
    private static final int LONGEST_MESSAGE = 4_096;
    private static final int LONGEST_LINE = 512;
    private static final int LONGEST_OPTIONS = 8_192;
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    static PushDetails of(JsonNode payload) {
        List<Commit> commits = commits(payload.path("commits"));
        boolean fits = commits.stream().mapToInt(PushDetails::pathCharacters).sum() <= MOST_PATH_CHARACTERS;
        int total = payload.path("total_commits_count").asInt(commits.size());
        return new PushDetails(
                pusher(payload),
                fits ? commits : commits.stream().map(PushDetails::withoutPaths).toList(),
                total > commits.size() || payload.path("commits").size() > commits.size() || !fits,
                options(payload.path("push_options")));
    }

    static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }

    private static @Nullable Pusher pusher(JsonNode payload) {
        String name = line(payload, "user_name");
        String username = line(payload, "user_username");
        String email = line(payload, "user_email");
        return name == null && username == null && email == null ? null : new Pusher(name, username, email);
    }

    /** The newest, which GitLab lists last. */
    private static List<Commit> commits(JsonNode listed) {
        int from = Math.max(0, listed.size() - MOST_COMMITS);
        return IntStream.range(from, listed.size())
                .mapToObj(listed::get)
                .filter(commit -> commit.path("id").isTextual())
                .map(PushDetails::commit)
                .toList();
    }

    private static Commit commit(JsonNode commit) {
        JsonNode message = commit.path("message");
        return new Commit(
                shortened(commit.path("id").asText(), LONGEST_LINE),
                line(commit, "title"),
                message.isTextual() ? shortened(message.asText(), LONGEST_MESSAGE) : null,
                line(commit, "timestamp"),
                line(commit.path("author"), "name"),
                line(commit.path("author"), "email"),
                paths(commit.path("added")),
                paths(commit.path("modified")),
                paths(commit.path("removed")));
    }

    private static Commit withoutPaths(Commit commit) {
        return new Commit(
                commit.id(),
                commit.title(),
                commit.message(),
                commit.timestamp(),
                commit.authorName(),
                commit.authorEmail(),
                List.of(),
                List.of(),
                List.of());
    }

    private static int pathCharacters(Commit commit) {
        int characters = 0;
        for (List<String> paths : List.of(commit.added(), commit.modified(), commit.removed())) {
            characters += paths.stream().mapToInt(path -> path.length() + 3).sum();
        }
        return characters;
    }

    private static List<String> paths(JsonNode listed) {
        var paths = new ArrayList<String>();
        listed.forEach(path -> paths.add(path.asText()));
        return paths;
    }

    private static Map<String, Object> options(JsonNode options) {
        return options.isObject() && options.toString().length() <= LONGEST_OPTIONS
                ? Json.MAPPER.convertValue(options, MAP)
                : Map.of();
    }

    private static @Nullable String line(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isTextual() ? shortened(value.asText(), LONGEST_LINE) : null;
    }
}
