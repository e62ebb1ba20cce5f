package dev.slipway.builder.project;

import java.util.List;
import java.util.regex.Pattern;

/** Patterns of names: {@code *} for any characters, {@code ?} for one; in paths {@code *} stops at a slash and {@code **} does not. */
public final class RefGlob {
    /** More would make a match take long. */
    static final int MOST_STARS = 6;

    static final int LONGEST = 200;

    private RefGlob() {}

    /** True if one of the patterns means the branch or tag; a star also means slashes, as in GitLab's protected branches. */
    public static boolean anyMatches(List<String> patterns, String name) {
        return patterns.stream()
                .anyMatch(pattern -> regex(pattern, ".*", ".").matcher(name).matches());
    }

    /** True if one of the patterns means the path of a file. */
    public static boolean anyMatchesPath(List<String> patterns, String path) {
        return patterns.stream()
                .anyMatch(
                        pattern -> regex(pattern, "[^/]*", "[^/]").matcher(path).matches());
    }

    static boolean isUsable(String pattern) {
        String stars = pattern.replaceAll("[^*]+", " ").strip();
        long groups = stars.isEmpty() ? 0 : stars.split(" +").length;
        return !pattern.isBlank()
                && pattern.length() <= LONGEST
                && groups <= MOST_STARS
                && pattern.chars().noneMatch(c -> c < 0x20);
    }

    private static Pattern regex(String pattern, String star, String one) {
        var regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (pattern.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (pattern.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append(star);
            } else if (c == '?') {
                regex.append(one);
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
