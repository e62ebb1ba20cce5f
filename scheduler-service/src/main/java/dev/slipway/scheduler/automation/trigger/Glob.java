package dev.slipway.scheduler.automation.trigger;

import dev.slipway.scheduler.event.Globs;
import java.util.regex.Pattern;

/** Shell globs, as triggers use them. */
final class Glob {
    private Glob() {}

    /** Whether the whole text is like the glob. */
    static boolean matches(String glob, String text) {
        return Pattern.compile(Globs.regex(glob), Pattern.DOTALL).matcher(text).matches();
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
        return Pattern.compile(literal.toString(), Pattern.DOTALL).matcher(text).lookingAt();
    }
}
