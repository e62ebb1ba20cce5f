package dev.slipway.builder.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * {@code .dockerignore} with Docker's own meaning: the last matching line wins, a match on a directory counts for what is in it,
 * {@code **} matches any depth, a leading slash means nothing.
 */
final class IgnoreRules {
    /** Nothing is ignored. */
    static final IgnoreRules NONE = new IgnoreRules(List.of());

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String ESCAPED = ".+()|{}$^";

    private final List<Rule> rules;

    private IgnoreRules(List<Rule> rules) {
        this.rules = rules;
    }

    static IgnoreRules parse(String text) {
        String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        List<Rule> rules = new ArrayList<>();
        for (String line : content.lines().toList()) {
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            String pattern = line.strip();
            boolean includes = pattern.startsWith("!");
            pattern = clean(includes ? pattern.substring(1).strip() : pattern);
            if (!pattern.isEmpty()) {
                rules.add(new Rule(compiled(pattern), includes));
            }
        }
        return new IgnoreRules(List.copyOf(rules));
    }

    private static Pattern compiled(String pattern) {
        try {
            return Pattern.compile(expression(pattern));
        } catch (PatternSyntaxException e) {
            throw new ImageFailed(".dockerignore has a line that is no pattern: " + pattern, e);
        }
    }

    private static String clean(String pattern) {
        if (pattern.isEmpty()) {
            return "";
        }
        String normal =
                Path.of("/").relativize(Path.of("/" + pattern).normalize()).toString();
        return normal.isEmpty() && !pattern.equals("/") ? "." : normal;
    }

    /** True if nothing below an ignored directory can come back, so that it need not be entered. */
    boolean isFinal() {
        return rules.stream().noneMatch(Rule::includes);
    }

    /** True if the file or directory stays out. The path is relative to the context, with {@code /}. */
    boolean ignores(String path) {
        boolean ignored = false;
        for (Rule rule : rules) {
            if (rule.includes() == ignored && matchesItOrAParent(rule, path)) {
                ignored = !rule.includes();
            }
        }
        return ignored;
    }

    private static boolean matchesItOrAParent(Rule rule, String path) {
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            if (rule.pattern().matcher(path.substring(0, end)).matches()) {
                return true;
            }
        }
        return rule.pattern().matcher(path).matches();
    }

    private static String expression(String pattern) {
        var expression = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*' && pattern.startsWith("**", i)) {
                i++;
                boolean slash = i + 1 < pattern.length() && pattern.charAt(i + 1) == '/';
                i += slash ? 1 : 0;
                expression.append(i + 1 >= pattern.length() ? ".*" : "(.*/)?");
            } else if (c == '\\' && i + 1 < pattern.length()) {
                expression.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
            } else {
                expression.append(single(c));
            }
        }
        return expression.toString();
    }

    private static String single(char c) {
        return switch (c) {
            case '*' -> "[^/]*";
            case '?' -> "[^/]";
            case '\\' -> "\\\\";
            default -> ESCAPED.indexOf(c) >= 0 ? "\\" + c : String.valueOf(c);
        };
    }

    private record Rule(Pattern pattern, boolean includes) {}
}
