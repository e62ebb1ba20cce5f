package dev.slipway.builder.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.builder.build.Source;
import dev.slipway.builder.gitlab.GitLabAnswer;
import dev.slipway.builder.gitlab.GitLabApi;
import dev.slipway.builder.gitlab.GitLabProject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one note of each merge request, made or changed; blocking. */
final class MergeRequestNotes {
    private static final int MOST_PAGES = 10;

    private final GitLabApi api;
    private final GitLabProject project;

    MergeRequestNotes(GitLabApi api, GitLabProject project) {
        this.api = api;
        this.project = project;
    }

    /** GitLab's first answer that is no success; empty if all merge requests of the ref have the note. */
    Optional<GitLabAnswer> tell(Source source, Note note) throws InterruptedException {
        if (source.isMergeRequest()) {
            return save(source.mergeRequest(), note);
        }
        String branch = URLEncoder.encode(source.shortRef(), StandardCharsets.UTF_8);
        GitLabAnswer found =
                api.call(project, "GET", "/merge_requests?state=opened&per_page=100&source_branch=" + branch, null);
        if (!found.isSuccess()) {
            return Optional.of(found);
        }
        for (String number : numbers(found.body())) {
            Optional<GitLabAnswer> refused = save(number, note);
            if (refused.isPresent()) {
                return refused;
            }
        }
        return Optional.empty();
    }

    /** A fork may have a branch of the same name. */
    private static List<String> numbers(JsonNode requests) {
        var numbers = new ArrayList<String>();
        requests.forEach(request -> {
            if (request.path("source_project_id").equals(request.path("target_project_id"))) {
                numbers.add(request.path("iid").asText());
            }
        });
        return numbers;
    }

    private Optional<GitLabAnswer> save(String number, Note note) throws InterruptedException {
        GitLabAnswer self = api.token(project);
        if (!self.isSuccess()) {
            return Optional.of(self);
        }
        String notes = "/merge_requests/" + number + "/notes";
        Found found = find(notes, note, self.body().path("user_id"));
        if (found.refusal() != null) {
            return Optional.of(found.refusal());
        }
        JsonNode known = found.note();
        if (known != null && known.path("body").asText().equals(note.text())) {
            return Optional.empty();
        }
        Map<String, String> body = Map.of("body", note.text());
        GitLabAnswer saved = known == null
                ? api.call(project, "POST", notes, body)
                : api.call(project, "PUT", notes + "/" + known.path("id").asText(), body);
        return saved.isSuccess() ? Optional.empty() : Optional.of(saved);
    }

    /** The note that is there, if there is one, or why that can't be said. */
    private record Found(@Nullable JsonNode note, @Nullable GitLabAnswer refusal) {}

    /** By its marker; what others wrote is not ours, whatever it says. */
    private Found find(String notes, Note note, JsonNode user) throws InterruptedException {
        String page = "1";
        for (int i = 0; i < MOST_PAGES && !page.isEmpty(); i++) {
            GitLabAnswer listed =
                    api.call(project, "GET", notes + "?sort=asc&order_by=created_at&per_page=100&page=" + page, null);
            if (!listed.isSuccess()) {
                return new Found(null, listed);
            }
            for (JsonNode one : listed.body()) {
                boolean isOurs = one.path("author").path("id").equals(user)
                        && one.path("body").asText().startsWith(note.marker());
                if (isOurs) {
                    return new Found(one, null);
                }
            }
            page = listed.nextPage();
        }
        return new Found(null, null);
    }
}
