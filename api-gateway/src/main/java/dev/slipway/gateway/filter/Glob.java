package dev.slipway.gateway.filter;

import java.util.regex.Pattern;

/** Shell patterns as Python's {@code fnmatchcase} reads them: {@code *}, {@code ?}, {@code [abc]}, {@code [!abc]}. */
final class Glob {
    /** More would let a subscriber make every event expensive to compare. */
    private static final int MOST_STARS = 8;

    private Glob() {}

    static Pattern compile(String glob) {
        if (glob.chars().filter(c -> c == '*').count() > MOST_STARS) {
            throw new InvalidFilter("a pattern has at most " + MOST_STARS + " stars");
        }
        var regex = new StringBuilder();
        for (int at = 0; at < glob.length(); at++) {
            char c = glob.charAt(at);
            int end = c == '[' ? endOfSet(glob, at) : -1;
            if (end > 0) {
                regex.append(set(glob.substring(at + 1, end)));
                at = end;
            } else {
                regex.append(
                        switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(String.valueOf(c));
                        });
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** A closing bracket that comes first is a member of the set; without one the opening bracket is an ordinary character. */
    private static int endOfSet(String glob, int open) {
        int from = open + 1;
        if (from < glob.length() && glob.charAt(from) == '!') {
            from++;
        }
        return glob.indexOf(']', from + 1);
    }

    private static String set(String members) {
        boolean negated = members.startsWith("!");
        String plain = (negated ? members.substring(1) : members)
                .replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace("^", "\\^")
                .replace("&&", "&\\&");
        return "[" + (negated ? "^" : "") + plain + "]";
    }
}
