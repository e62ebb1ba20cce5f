package dev.slipway.local.forge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /projects/:id/merge_requests}, as far as it lists them by branch, and their notes. */
final class ForgeMergeRequests {
    /** The user of every token. */
    static final int USER = 4;

    private static final int FORK = 999_999;

    private final Map<String, Map<Integer, MergeRequest>> requests = new LinkedHashMap<>();
    private final Map<String, List<Note>> notes = new LinkedHashMap<>();

    private record Note(int id, int author, String body) {
        Map<String, Object> shown() {
            return Map.of("id", id, "body", body, "author", Map.of("id", author), "system", false);
        }
    }

    /** The merge request is as it says from now on. */
    synchronized void changed(ForgeProject project, MergeRequest request) {
        requests.computeIfAbsent(project.path(), unused -> new LinkedHashMap<>())
                .put(request.iid(), request);
    }

    /** Somebody else writes a note. */
    synchronized void comment(String path, int iid, int author, String body) {
        List<Note> all = notes.computeIfAbsent(path + "!" + iid, unused -> new ArrayList<>());
        all.add(new Note(all.size() + 1, author, body));
    }

    /** What each note says, the oldest first. */
    synchronized List<String> notes(String path, int iid) {
        return notes.getOrDefault(path + "!" + iid, List.of()).stream()
                .map(Note::body)
                .toList();
    }

    /** @param rest below {@code /merge_requests} */
    synchronized ApiAnswer serve(
            ForgeProject project, String method, List<String> rest, Map<String, String> query, JsonNode body) {
        if (rest.isEmpty()) {
            return ApiAnswer.json(200, open(project, query.getOrDefault("source_branch", "")));
        }
        int iid = Integer.parseInt(rest.getFirst());
        boolean isKnown = requests.getOrDefault(project.path(), Map.of()).containsKey(iid) && rest.size() > 1;
        if (!isKnown || !rest.get(1).equals("notes")) {
            return ApiAnswer.notFound("");
        }
        List<Note> all = notes.computeIfAbsent(project.path() + "!" + iid, unused -> new ArrayList<>());
        return switch (method) {
            case "GET" -> ApiAnswer.json(200, all.stream().map(Note::shown).toList());
            case "POST" -> {
                all.add(new Note(all.size() + 1, USER, body.path("body").asText()));
                yield ApiAnswer.json(201, all.getLast().shown());
            }
            default -> change(all, Integer.parseInt(rest.getLast()), body);
        };
    }

    private static ApiAnswer change(List<Note> all, int id, JsonNode body) {
        if (id < 1 || id > all.size()) {
            return ApiAnswer.notFound("Note");
        }
        Note known = all.get(id - 1);
        if (known.author() != USER) {
            return ApiAnswer.forbidden();
        }
        all.set(id - 1, new Note(id, USER, body.path("body").asText()));
        return ApiAnswer.json(200, all.get(id - 1).shown());
    }

    private List<Map<String, Object>> open(ForgeProject project, String branch) {
        return requests.getOrDefault(project.path(), Map.of()).values().stream()
                .filter(request -> request.sourceBranch().equals(branch)
                        && !request.action().matches("close|merge"))
                .map(request -> Map.<String, Object>of(
                        "iid",
                        request.iid(),
                        "source_branch",
                        request.sourceBranch(),
                        "source_project_id",
                        request.fromFork() ? FORK : project.id(),
                        "target_project_id",
                        project.id()))
                .toList();
    }
}
