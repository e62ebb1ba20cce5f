package dev.slipway.scheduler.event;

/** Shell globs as PostgreSQL patterns. */
public final class Globs {
    private Globs() {}

    /** The LIKE pattern of texts that start so. */
    static String likePrefix(String prefix) {
        return prefix.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    /** The regular expression that matches the same whole texts: {@code *}, {@code ?}, {@code [a-c]}, {@code [!a]}. */
    public static String regex(String glob) {
        var regex = new StringBuilder("^");
        int i = 0;
        while (i < glob.length()) {
            char c = glob.charAt(i);
            int end = c == '[' ? setEnd(glob, i) : -1;
            if (end > 0) {
                regex.append(set(glob.substring(i + 1, end)));
                i = end + 1;
                continue;
            }
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append(".");
                default -> regex.append(literal(c));
            }
            i++;
        }
        return regex.append('$').toString();
    }

    /** Where the set that opens at {@code open} closes; a bracket that comes first in it is a member. */
    private static int setEnd(String glob, int open) {
        int from = open + 1;
        if (from < glob.length() && glob.charAt(from) == '!') {
            from++;
        }
        return glob.indexOf(']', from + 1);
    }

    private static String set(String members) {
        boolean negated = members.startsWith("!");
        var set = new StringBuilder(negated ? "[^" : "[");
        for (char c : members.substring(negated ? 1 : 0).toCharArray()) {
            set.append(c == '-' ? "-" : c == '[' || c == ']' || c == '\\' || c == '^' ? "\\" + c : "" + c);
        }
        return set.append(']').toString();
    }

    private static String literal(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == ' ' || c > 127 ? "" + c : "\\" + c;
    }
}
