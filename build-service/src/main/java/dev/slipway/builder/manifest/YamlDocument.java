package dev.slipway.builder.manifest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document as plain maps, lists and scalars.
 *
 * @param lines where each field stands, by its path, as {@code deployments[0].name}
 */
record YamlDocument(@Nullable Object root, Map<String, Integer> lines) {
    /** A failure that names the field's line, or that of the nearest thing around it. */
    ManifestInvalid invalid(String path, String problem) {
        String around = path;
        while (!around.isEmpty() && !lines.containsKey(around)) {
            around = around.substring(0, Math.max(0, Math.max(around.lastIndexOf('.'), around.lastIndexOf('['))));
        }
        return new ManifestInvalid(path + " " + problem, lines.get(around));
    }
}
