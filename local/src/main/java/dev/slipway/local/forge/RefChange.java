package dev.slipway.local.forge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What a push did to one ref.
 *
 * @param before the object it named; forty zeros if it was created
 * @param after the object it names; forty zeros if it was deleted
 */
record RefChange(String ref, String before, String after) {
    static final String NOTHING = "0".repeat(40);
    private static final int HOOKS_LIMIT = 3;

    boolean isBranch() {
        return ref.startsWith("refs/heads/");
    }

    boolean isTag() {
        return ref.startsWith("refs/tags/");
    }

    boolean creates() {
        return before.equals(NOTHING);
    }

    boolean deletes() {
        return after.equals(NOTHING);
    }

    /** Every ref with the object it names. */
    static Map<String, String> refs(Git git) {
        var refs = new LinkedHashMap<String, String>();
        git.run("for-each-ref", "--format=%(refname) %(objectname)").lines().forEach(line -> {
            int space = line.indexOf(' ');
            refs.put(line.substring(0, space), line.substring(space + 1));
        });
        return refs;
    }

    /** The differences, in the order of names. */
    static List<RefChange> between(Map<String, String> before, Map<String, String> after) {
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        var changes = new ArrayList<RefChange>();
        for (String name : names) {
            String old = before.getOrDefault(name, NOTHING);
            String now = after.getOrDefault(name, NOTHING);
            if (!Objects.equals(old, now)) {
                changes.add(new RefChange(name, old, now));
            }
        }
        return changes;
    }

    /** The changes that GitLab reports: branches and tags, none of a kind of which one push changed more than three. */
    static List<RefChange> reported(List<RefChange> changes) {
        long branches = changes.stream().filter(RefChange::isBranch).count();
        long tags = changes.stream().filter(RefChange::isTag).count();
        return changes.stream()
                .filter(change ->
                        (change.isBranch() && branches <= HOOKS_LIMIT) || (change.isTag() && tags <= HOOKS_LIMIT))
                .toList();
    }
}
