package dev.slipway.builder.feedback;

import dev.slipway.builder.build.BuildReport;
import dev.slipway.builder.build.DeploymentOutcome;
import dev.slipway.builder.build.StageTimes;
import java.time.Duration;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What a merge request's note says, in GitLab's Markdown. Whatever comes from a repository stands in it as code on one line: so it is
 * no markup, mentions nobody, and is none of the commands that GitLab takes at the beginning of a line.
 *
 * @param slug of the project; two projects of one repository have a note each
 */
record Note(String slug, String buildUrl, BuildReport report) {
    private static final int LONGEST = 500;
    private static final int SHORT_COMMIT = 8;
    private static final int MOST_ROWS = 50;

    /** What the note begins with; nobody sees it. */
    String marker() {
        return "<!-- slipway:" + slug + " -->";
    }

    String text() {
        var build = report.build();
        var lines = new StringJoiner("\n");
        lines.add(marker());
        lines.add("**Slipway** " + code(slug) + ", commit "
                + code(build.source().commit().substring(0, SHORT_COMMIT)) + ": [build](" + buildUrl + ") "
                + build.state().name().toLowerCase(Locale.ROOT));
        if (build.message() != null) {
            lines.add("").add(code(build.message()));
        }
        if (!build.stages().isEmpty()) {
            lines.add("").add("| Stage | Time |").add("|---|---|");
            build.stages().forEach(stage -> lines.add(row(stage)));
        }
        if (!report.deployments().isEmpty()) {
            lines.add("").add("| Deployment | |").add("|---|---|");
            report.deployments().stream().limit(MOST_ROWS).forEach(deployment -> lines.add(row(deployment)));
        }
        return lines.toString();
    }

    private String row(StageTimes stage) {
        boolean isBroken = report.build().state().isFinal()
                && report.build().message() != null
                && stage.stage() == report.build().stage();
        String time =
                stage.finishedAt() == null ? "…" : seconds(Duration.between(stage.startedAt(), stage.finishedAt()));
        return "| " + stage.stage().name() + " | " + time + (isBroken ? ", not finished" : "") + " |";
    }

    private static String row(DeploymentOutcome deployment) {
        String message = deployment.message();
        return "| " + code(deployment.name()) + " | "
                + deployment.outcome().name().toLowerCase(Locale.ROOT) + (message == null ? "" : ": " + code(message))
                + " |";
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    private static String code(@Nullable String text) {
        String line = String.valueOf(text)
                .replaceAll("[\\s\\p{Cntrl}]+", " ")
                .replaceAll("[`|]", "'")
                .strip();
        return "`" + (line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line) + "`";
    }
}
