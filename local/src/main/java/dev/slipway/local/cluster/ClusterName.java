package dev.slipway.local.cluster;

import dev.slipway.local.process.CannotStart;
import java.util.regex.Pattern;

/** The name of a cluster is a part of addresses. */
final class ClusterName {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private ClusterName() {}

    static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new CannotStart("The name of a cluster must match %s, not '%s'.".formatted(NAME, name));
        }
        return name;
    }
}
