package dev.slipway.builder.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which images a Dockerfile takes something from. Pure. */
final class FromImages {
    private static final Pattern DIRECTIVE = Pattern.compile("#\\s*(\\w+)\\s*=\\s*(.*)");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+)(?::([-+])([^}]*))?}|\\$(\\w+)|(\\$)");
    private static final Pattern REMOTE = Pattern.compile("(https?|git|ssh)://.*|git@.*", Pattern.CASE_INSENSITIVE);

    private final Map<String, String> given;
    private final Map<String, String> arguments = new HashMap<>();
    private final Set<String> stages = new HashSet<>();
    private final Set<String> images = new TreeSet<>();
    private boolean isKnown = true;

    private FromImages(Map<String, String> given) {
        this.given = given;
    }

    /**
     * The images of other origin, sorted. Empty if it can't be said what the file depends on: it takes files from addresses, or
     * names images in a way that only the engine understands.
     *
     * @param given the build arguments
     */
    static Optional<Set<String>> of(String dockerfile, Map<String, String> given) {
        var found = new FromImages(given);
        instructions(dockerfile).forEach(found::read);
        return found.isKnown && !hasOtherEscape(dockerfile) ? Optional.of(found.images) : Optional.empty();
    }

    /** The images of other origin that can be told, also if not all of them can. */
    static Set<String> named(String dockerfile, Map<String, String> given) {
        var found = new FromImages(given);
        instructions(dockerfile).forEach(found::read);
        return found.images;
    }

    private static boolean hasOtherEscape(String dockerfile) {
        return dockerfile
                .lines()
                .map(line -> DIRECTIVE.matcher(line.strip()))
                .takeWhile(Matcher::matches)
                .anyMatch(directive -> directive.group(1).equalsIgnoreCase("escape")
                        && !directive.group(2).strip().equals("\\"));
    }

    /** Without comments; lines that go on are joined. */
    static List<List<String>> instructions(String dockerfile) {
        List<List<String>> instructions = new ArrayList<>();
        var line = new StringBuilder();
        for (String physical : dockerfile.lines().toList()) {
            String text = physical.strip();
            if (text.startsWith("#") || text.isEmpty()) {
                continue;
            }
            boolean goesOn = text.endsWith("\\");
            line.append(goesOn ? text.substring(0, text.length() - 1) : text).append(' ');
            if (!goesOn) {
                instructions.add(words(line));
                line.setLength(0);
            }
        }
        if (!line.isEmpty()) {
            instructions.add(words(line));
        }
        return instructions;
    }

    private static List<String> words(CharSequence line) {
        return Arrays.stream(line.toString().strip().split("\\s+")).toList();
    }

    private void read(List<String> words) {
        List<String> rest = words.subList(1, words.size());
        switch (words.getFirst().toUpperCase(Locale.ROOT)) {
            case "ARG" -> rest.forEach(this::argument);
            case "FROM" -> from(rest);
            case "COPY" ->
                rest.stream().filter(word -> word.startsWith("--from=")).forEach(this::copiedFrom);
            case "ADD" -> isKnown &= rest.stream().noneMatch(FromImages::isRemote);
            default -> {} // nothing else names images, as far as the classic builder goes
        }
    }

    private static boolean isRemote(String word) {
        return REMOTE.matcher(word.replaceAll("[\\[\\]\",]", "")).matches() || word.contains("$");
    }

    /** Only those before the first stage count in {@code FROM}. */
    private void argument(String text) {
        if (!stages.isEmpty()) {
            return;
        }
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        String preset = equals < 0 ? null : resolved(text.substring(equals + 1).replaceAll("^(['\"])(.*)\\1$", "$2"));
        String value = given.getOrDefault(name, preset);
        if (value != null) {
            arguments.put(name, value);
        }
    }

    private void from(List<String> words) {
        List<String> rest =
                words.stream().filter(word -> !word.startsWith("--platform=")).toList();
        String image = rest.isEmpty() ? null : resolved(rest.getFirst());
        if (image == null || image.isEmpty()) {
            isKnown = false;
        } else if (!stages.contains(image.toLowerCase(Locale.ROOT)) && !image.equals("scratch")) {
            images.add(image);
        }
        stages.add(String.valueOf(stages.size()));
        if (rest.size() >= 3 && rest.get(1).equalsIgnoreCase("as")) {
            stages.add(rest.get(2).toLowerCase(Locale.ROOT));
        }
    }

    private void copiedFrom(String option) {
        String source = option.substring("--from=".length());
        if (source.contains("$")) {
            isKnown = false;
        } else if (!stages.contains(source.toLowerCase(Locale.ROOT)) && !source.matches("\\d+")) {
            images.add(source);
        }
    }

    /** With its arguments put in; null if one of them is unknown. */
    private @Nullable String resolved(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        var resolved = new StringBuilder();
        while (matcher.find()) {
            String value = value(matcher);
            if (value == null) {
                return null;
            }
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(resolved).toString();
    }

    private @Nullable String value(Matcher reference) {
        String name = reference.group(1) == null ? reference.group(4) : reference.group(1);
        String known = name == null ? null : arguments.get(name);
        String operator = reference.group(2);
        if (operator == null || reference.group(3).contains("$")) {
            return known;
        }
        boolean isSet = known != null && !known.isEmpty();
        return operator.equals("-") ? (isSet ? known : reference.group(3)) : (isSet ? reference.group(3) : "");
    }
}
