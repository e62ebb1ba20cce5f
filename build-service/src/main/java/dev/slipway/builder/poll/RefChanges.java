package dev.slipway.builder.poll;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What became of refs between two looks. */
final class RefChanges {
    private static final String NOTHING = "0".repeat(40);

    private RefChanges() {}

    /**
     * A ref that is not what it was.
     *
     * @param before zeros if it was not
     * @param after zeros if it is no more
     */
    record RefChange(String ref, String before, String after) {
        boolean isGone() {
            return isNothing(after);
        }
    }

    /**
     * What nobody told. Since {@code told} was read before {@code now} was, a ref that differs has really moved on since.
     *
     * @param before what was seen last; null if nothing was, then only refs count of which something was told
     * @param told the commit that was told last of each ref, zeros if it was deleted
     */
    static List<RefChange> missed(
            @Nullable Map<String, String> before, Map<String, String> now, Map<String, String> told) {
        var names = new TreeSet<>(told.keySet());
        if (before != null) {
            names.addAll(before.keySet());
            names.addAll(now.keySet());
        }
        return names.stream()
                .filter(name -> name.startsWith("refs/heads/") || name.startsWith("refs/tags/"))
                .map(name -> change(name, before == null ? Map.of() : before, now, told))
                .filter(change -> !same(change.before(), change.after()))
                .toList();
    }

    private static RefChange change(
            String name, Map<String, String> before, Map<String, String> now, Map<String, String> told) {
        String was = told.getOrDefault(name, before.getOrDefault(name, NOTHING));
        return new RefChange(name, was, now.getOrDefault(name, NOTHING));
    }

    /** Zeros are nothing, however many. */
    private static boolean same(String commit, String other) {
        return commit.equals(other) || (isNothing(commit) && isNothing(other));
    }

    private static boolean isNothing(String commit) {
        return commit.chars().allMatch(c -> c == '0');
    }
}
