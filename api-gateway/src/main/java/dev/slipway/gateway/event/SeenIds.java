package dev.slipway.gateway.event;

import java.util.LinkedHashSet;
import java.util.Set;

/** The ids that a socket was sent lately. */
final class SeenIds {
    private static final int MOST = 2_000;

    private final Set<String> ids = new LinkedHashSet<>();

    /** True the first time. */
    boolean add(String id) {
        boolean isNew = ids.add(id);
        if (ids.size() > MOST) {
            ids.remove(ids.iterator().next());
        }
        return isNew;
    }
}
