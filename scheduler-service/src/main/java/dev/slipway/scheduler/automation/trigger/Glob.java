package dev.slipway.scheduler.automation.trigger;

import dev.slipway.scheduler.event.Globs;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Shell globs, as triggers use them. */
final class Glob {
    /** Every event is held against the globs of all triggers. */
    private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

    private static final int MOST = 10_000;

    private Glob() {}

    /** Whether the whole text is like the glob. */
    static boolean matches(String glob, String text) {
        return compiled(Globs.regex(glob)).matcher(text).matches();
    }

    private static Pattern compiled(String regex) {
        if (COMPILED.size() >= MOST) {
            COMPILED.clear();
        }
        return COMPILED.computeIfAbsent(regex, text -> Pattern.compile(text, Pattern.DOTALL));
    }

    /** The same, where an exclamation mark turns the answer round. */
    static boolean matchesOrNot(String glob, String text) {
        return glob.startsWith("!") ? !matches(glob.substring(1), text) : matches(glob, text);
    }

    /** Whether the text begins with what the glob says if an asterisk stands for something and nothing else is special. */
    static boolean beginsLike(String glob, String text) {
        var literal = new StringBuilder();
        for (String part : glob.split("\\*", -1)) {
            literal.append(literal.isEmpty() ? "" : ".+").append(Pattern.quote(part));
        }
        return compiled(literal.toString()).matcher(text).lookingAt();
    }
}
