package dev.slipway.builder.image;

import java.util.List;
import java.util.Optional;

/** What a Dockerfile asks of its commands that the classic builder of an engine can't do. Pure. */
final class RunOptions {
    private static final String MOUNT = "--mount=";

    private RunOptions() {}

    /** A sentence for the first such option; empty if there is none. */
    static Optional<String> refusal(String dockerfile) {
        return FromImages.instructions(dockerfile).stream()
                .filter(words -> words.getFirst().equalsIgnoreCase("RUN"))
                .flatMap(words -> words.stream().skip(1).takeWhile(word -> word.startsWith("--")))
                .findFirst()
                .map(option -> option.startsWith(MOUNT) ? ofMount(option) : needsBuildKit(option));
    }

    private static String ofMount(String option) {
        List<String> fields = List.of(option.substring(MOUNT.length()).split(","));
        boolean isSecret = fields.contains("type=secret") || fields.contains("type=ssh");
        return needsBuildKit(option)
                + (isSecret
                        ? " Don't make it a build argument: those stay in the image's history. Put what needs the secret into a"
                                + " private base image, whose registry's login Slipway uses, or fetch it where the flow runs."
                        : " Remove the option.");
    }

    private static String needsBuildKit(String option) {
        return "The Dockerfile has RUN " + option + ", which needs BuildKit; images are built with the engine's classic"
                + " builder.";
    }
}
