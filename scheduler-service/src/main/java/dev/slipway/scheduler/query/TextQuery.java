package dev.slipway.scheduler.query;

import dev.slipway.scheduler.problem.ApiProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A search by words, in any case: one of the plain terms, every {@code +term}, no {@code -term} or {@code !term}; quotes hold a
 * phrase together.
 */
public record TextQuery(List<String> include, List<String> require, List<String> exclude) {
    private static final int LONGEST = 200;
    private static final Pattern TERM =
            Pattern.compile("([-!+]?+)(?:\"((?:\\\\.|[^\"\\\\])*)(?:\"|$)|([^\\s\"]+))", Pattern.DOTALL);
    private static final Pattern ESCAPE = Pattern.compile("\\\\([\"\\\\])");

    /** Reads what a user typed. */
    public static TextQuery of(String typed) {
        if (typed.length() > LONGEST) {
            throw ApiProblem.invalid("A text query has at most " + LONGEST + " characters.");
        }
        var query = new TextQuery(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Matcher term = TERM.matcher(typed);
        while (term.find()) {
            query.add(term.group(1), term.group(3) == null ? unescaped(term.group(2)) : term.group(3));
        }
        return query;
    }

    /** Adds what it asks of an SQL text. */
    public void addTo(Conditions conditions, String text) {
        String found = "position(lower(?) in lower(" + text + ")) > 0";
        var one = conditions.group();
        include.forEach(term -> one.add(found, term));
        conditions.add(one.any());
        require.forEach(term -> conditions.add(found, term));
        exclude.forEach(term -> conditions.add("not " + found, term));
    }

    private void add(String prefix, String term) {
        if (term.isBlank()) {
            return;
        }
        switch (prefix) {
            case "-", "!" -> exclude.add(term);
            case "+" -> require.add(term);
            default -> include.add(term);
        }
    }

    private static String unescaped(String phrase) {
        return ESCAPE.matcher(phrase).replaceAll("$1");
    }
}
