package dev.slipway.local.project;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.local.process.CannotStart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "rules", description = "Shows which pushes of a project are built; with an option, replaces all rules.")
final class RulesCommand implements Runnable {
    @Parameters(paramLabel = "name")
    private String name = "";

    @Option(names = "--branch", paramLabel = "P", description = "A pattern; the default branch if there is none.")
    private List<String> branches = new ArrayList<>();

    @Option(names = "--tag", paramLabel = "P", description = "A pattern; no tag if there is none.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--path", paramLabel = "P", description = "A pattern; any file if there is none.")
    private List<String> paths = new ArrayList<>();

    @Option(names = "--prefect-file", paramLabel = "FILE", description = "prefect.yaml by default.")
    private @Nullable String prefectFile;

    @Option(
            names = "--when-ref-deleted",
            paramLabel = "keep|pause|delete",
            description = "What becomes of the deployments of a branch or tag that is deleted; keep by default.")
    private @Nullable String whenRefDeleted;

    @Option(
            names = "--preview",
            paramLabel = "P",
            description = "A pattern of branches that get deployments of their own; none by default.")
    private List<String> previews = new ArrayList<>();

    @Option(names = "--preview-merge-requests", description = "Merge requests get deployments of their own.")
    private boolean previewMergeRequests;

    @Option(names = "--preview-schedules", description = "Schedules and triggers of previews are active.")
    private boolean previewSchedules;

    @Option(names = "--no-commit-statuses", description = "Commits in GitLab do not show how their builds go.")
    private boolean noStatuses;

    @Option(names = "--no-merge-request-notes", description = "Merge requests have no note of how their builds go.")
    private boolean noNotes;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "As which GitLab shows what is deployed; it is not told by default.")
    private @Nullable String environment;

    @Option(
            names = "--protected-branch",
            paramLabel = "P",
            description =
                    "A pattern of branches whose builds get protected variables; the default branch if there is none.")
    private List<String> protectedBranches = new ArrayList<>();

    @Option(
            names = "--protected-tag",
            paramLabel = "P",
            description = "A pattern of tags whose builds get protected variables; no tag if there is none.")
    private List<String> protectedTags = new ArrayList<>();

    @Option(names = "--reset", description = "The default branch, whatever changes.")
    private boolean reset;

    @Override
    public void run() {
        try (Gateway gateway = Gateway.ofThisProcess()) {
            JsonNode project = isGiven()
                    ? gateway.saveRules(ProjectName.checked(name), rules())
                    : gateway.project(ProjectName.checked(name))
                            .orElseThrow(() -> new CannotStart("There is no project " + name + "."));
            project.path("rules")
                    .properties()
                    .forEach(rule -> System.out.printf(
                            "%-18s %s%n",
                            rule.getKey(), rule.getValue().toString().replaceAll("[\\[\\]{}\"]", "")));
        }
    }

    private boolean isGiven() {
        return reset
                || prefectFile != null
                || whenRefDeleted != null
                || noStatuses
                || noNotes
                || environment != null
                || previewMergeRequests
                || !previews.isEmpty()
                || !(protectedBranches.isEmpty() && protectedTags.isEmpty())
                || !(branches.isEmpty() && tags.isEmpty() && paths.isEmpty());
    }

    private Map<String, Object> rules() {
        var rules = new LinkedHashMap<String, Object>(Map.of("branches", branches, "tags", tags, "paths", paths));
        if (prefectFile != null) {
            rules.put("prefectFile", prefectFile);
        }
        if (whenRefDeleted != null) {
            rules.put("whenRefDeleted", whenRefDeleted);
        }
        rules.put(
                "previews",
                Map.of(
                        "branches", previews,
                        "mergeRequests", previewMergeRequests,
                        "schedules", previewSchedules));
        rules.put("protectedRefs", Map.of("branches", protectedBranches, "tags", protectedTags));
        if (noStatuses) {
            rules.put("commitStatuses", false);
        }
        if (environment != null) {
            rules.put("environment", environment);
        }
        if (noNotes) {
            rules.put("mergeRequestNotes", false);
        }
        return rules;
    }
}
