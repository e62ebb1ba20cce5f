package dev.slipway.dispatcher.template;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Volumes as the Prefect worker accepts them, as far as the policy allows. */
final class Volumes {
    private static final Pattern ANONYMOUS = Pattern.compile("/[^:]+");
    private static final Pattern BOUND = Pattern.compile("([^:]+):([^:]+)(?::(.+))?");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");

    private Volumes() {}

    static List<String> checked(List<String> volumes, TemplateConfig.Policy policy) {
        return volumes.stream()
                .map(String::strip)
                .map(volume -> checked(volume, policy))
                .toList();
    }

    private static String checked(String volume, TemplateConfig.Policy policy) {
        if (ANONYMOUS.matcher(volume).matches()) {
            return volume;
        }
        Matcher bound = BOUND.matcher(volume);
        if (!bound.matches()) {
            throw invalid(volume, "must be source:/path/in/container[:ro|rw]");
        }
        checkSource(volume, bound.group(1), policy);
        if (!bound.group(2).startsWith("/")) {
            throw invalid(volume, "needs an absolute path in the container");
        }
        String options = bound.group(3);
        if (options != null && !options.equals("ro") && !options.equals("rw")) {
            throw invalid(volume, "has an unknown option '" + options + "', must be ro or rw");
        }
        return volume;
    }

    private static void checkSource(String volume, String source, TemplateConfig.Policy policy) {
        if (source.startsWith(".")) {
            throw invalid(
                    volume, "starts with a relative path, which means nothing to the dispatcher; use an absolute one");
        }
        if (source.startsWith("/")) {
            if (!policy.hostPaths()) {
                throw invalid(
                        volume,
                        "is a folder of the host, which is switched off here. Use a named volume, or ask"
                                + " your operator for slipway.dispatcher.container.policy.host-paths");
            }
        } else if (!NAME.matcher(source).matches()) {
            throw invalid(volume, "has an invalid volume name '" + source + "'");
        }
    }

    private static InvalidConfiguration invalid(String volume, String sentence) {
        return new InvalidConfiguration("The volume '" + volume + "' " + sentence + ".");
    }
}
