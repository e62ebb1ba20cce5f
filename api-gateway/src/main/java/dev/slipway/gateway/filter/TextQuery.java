package dev.slipway.gateway.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A search as Prefect's users type it: words of which one must occur, {@code +word} which must, {@code -word} or {@code !word}
 * which must not, {@code "phrases"}; letter case is ignored.
 */
record TextQuery(List<String> any, List<String> all, List<String> none) {
    private static final int LONGEST = 200;
    private static final Pattern TERM = Pattern.compile("([+!-]?)(?:\"([^\"]*)\"|(\\S+))");

    static TextQuery parse(String query) {
        if (query.length() > LONGEST) {
            throw new InvalidFilter("a query has at most " + LONGEST + " characters");
        }
        var parsed = new TextQuery(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Matcher terms = TERM.matcher(query.toLowerCase(Locale.ROOT));
        while (terms.find()) {
            String term = terms.group(2) == null ? terms.group(3) : terms.group(2);
            if (!term.isBlank()) {
                parsed.listFor(terms.group(1)).add(term);
            }
        }
        return parsed;
    }

    boolean matches(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return none.stream().noneMatch(lower::contains)
                && all.stream().allMatch(lower::contains)
                && (any.isEmpty() || any.stream().anyMatch(lower::contains));
    }

    private List<String> listFor(String sign) {
        return switch (sign) {
            case "+" -> all;
            case "-", "!" -> none;
            default -> any;
        };
    }
}
