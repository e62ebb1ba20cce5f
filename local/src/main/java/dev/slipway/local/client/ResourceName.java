package dev.slipway.local.client;

import dev.slipway.local.process.CannotStart;
import java.util.regex.Pattern;

/** How projects, hooks and registries are named; the name is a part of their address. */
public final class ResourceName {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private ResourceName() {}

    /**
     * The name, if it may be one.
     *
     * @param kind of what, for the sentence that refuses it
     */
    public static String checked(String kind, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new CannotStart("A " + kind + "'s name is 1 to 63 of a-z, 0-9 and -, not starting with -: " + name);
        }
        return name;
    }
}
