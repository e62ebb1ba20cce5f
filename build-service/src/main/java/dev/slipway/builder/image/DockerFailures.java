package dev.slipway.builder.image;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes sense of what the engine says when a build or a push fails. */
final class DockerFailures {
    private static final Pattern COMMAND =
            Pattern.compile("The command '(?<command>.*)' returned a non-zero code: (?<code>\\d+)", Pattern.DOTALL);
    private static final int KILLED = 137;
    private static final int LAST_LINES = 5;
    private static final int LONGEST_COMMAND = 200;

    private DockerFailures() {}

    /** A sentence about a build that failed. */
    static String ofBuild(String error, List<String> output) {
        String text = error.toLowerCase(Locale.ROOT);
        Matcher command = COMMAND.matcher(error);
        if (command.find()) {
            return ofCommand(command.group("command"), Integer.parseInt(command.group("code")), output);
        }
        if (text.contains("pull access denied") || text.contains("unauthorized") || text.contains("denied")) {
            return "The base image can't be pulled: the name is wrong, or the registry wants other credentials ("
                    + error + ").";
        }
        if (text.contains("manifest unknown")
                || text.contains("not found: manifest")
                || text.contains("manifest for")) {
            return "The base image does not exist: check the tag in FROM (" + error + ").";
        }
        if (isAboutTheNetwork(text)) {
            return "The base image's registry can't be reached (" + error + ").";
        }
        if (text.contains("parse error") || text.contains("unknown instruction")) {
            return "The Dockerfile can't be read: " + error;
        }
        return "The image could not be built: " + error;
    }

    private static String ofCommand(String command, int code, List<String> output) {
        String shown = command.replaceFirst("^/bin/sh -c ", "");
        String cut = shown.length() > LONGEST_COMMAND ? shown.substring(0, LONGEST_COMMAND) + "…" : shown;
        String why = code == KILLED ? " It was killed; it may need more memory than a build gets." : "";
        List<String> last = output.subList(Math.max(0, output.size() - LAST_LINES), output.size());
        return "A command of the Dockerfile failed with code " + code + ": " + cut + "." + why
                + (last.isEmpty() ? "" : " It printed last:\n" + String.join("\n", last));
    }

    /** A push that failed. */
    static ImageFailed ofPush(String reference, String error, @Nullable Throwable cause) {
        String text = error.toLowerCase(Locale.ROOT);
        if (text.contains("unauthorized") || text.contains("denied") || text.contains("no basic auth")) {
            return new PushDenied(
                    "The registry does not let " + reference
                            + " be pushed with these credentials: check username and password of"
                            + " the registry, and that they may push to this path (" + error + ").",
                    cause);
        }
        if (isAboutTheNetwork(text)) {
            return new ImageFailed("The registry of " + reference + " can't be reached (" + error + ").", cause);
        }
        if (text.contains("no space left")) {
            return new ImageFailed("The registry has no space left for " + reference + ".", cause);
        }
        return new ImageFailed(reference + " could not be pushed: " + error, cause);
    }

    private static boolean isAboutTheNetwork(String text) {
        return List.of(
                        "no such host",
                        "connection refused",
                        "i/o timeout",
                        "timeout exceeded",
                        "server misbehaving",
                        "eof")
                .stream()
                .anyMatch(text::contains);
    }
}
