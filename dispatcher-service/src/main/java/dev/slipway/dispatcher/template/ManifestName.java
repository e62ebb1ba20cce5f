package dev.slipway.dispatcher.template;

import dev.slipway.contracts.run.v1.RunDue;
import java.util.Map;

/**
 * The one name that an attempt's Job can have: what the worker would put before a random ending, and instead of that ending
 * {@code sw} and a hash of installation, workspace, run and attempt. No other names end so, see the policy's reserved secrets.
 */
final class ManifestName {
    private static final int LONGEST = 52;
    private static final String NONE = "prefect-job";

    private ManifestName() {}

    static String of(Map<String, Object> metadata, String runName, RunDue due, String installation) {
        String ending = "-sw" + ContainerName.hash(due, installation);
        String readable = Slug.name(wanted(metadata, runName));
        String name = readable.isEmpty() ? NONE : readable;
        return name.substring(0, Math.min(name.length(), LONGEST - ending.length()))
                        .replaceAll("-+$", "")
                + ending;
    }

    /** The template's own name, unless its variable was missing or had placeholders of a run. */
    private static String wanted(Map<String, Object> metadata, String runName) {
        Object own = metadata.get("name") == null ? metadata.get("generateName") : metadata.get("name");
        String text = own == null ? "" : PythonText.of(own);
        boolean says = !text.isEmpty()
                && !text.equals("-")
                && !text.equals("None-")
                && Placeholders.names(text).isEmpty();
        return says ? text : runName;
    }
}
