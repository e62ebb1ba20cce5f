package dev.slipway.dispatcher.template;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.gcardone.junidecode.Junidecode;

/** Names, label keys and label values as the Kubernetes worker makes them from any text. */
final class Slug {
    private static final int NAME = 45;
    private static final int LABEL = 63;
    private static final int PREFIX = 253;
    private static final Pattern NOT_IN_NAME = Pattern.compile("[^a-zA-Z0-9-]+");
    private static final Pattern NOT_IN_LABEL = Pattern.compile("[^a-zA-Z0-9_.-]+");
    private static final Pattern NOT_IN_PREFIX = Pattern.compile("[^a-zA-Z0-9.-]+");
    private static final Pattern ENTITY = Pattern.compile("&(amp|lt|gt|quot);");
    private static final Pattern DECIMAL = Pattern.compile("&#(\\d{1,6});");
    private static final Pattern HEX = Pattern.compile("&#x([0-9a-fA-F]{1,5});");

    private Slug() {}

    /** Lower case letters, digits and dashes, at most 45 of them; may be empty. */
    static String name(String text) {
        return slug(text, NOT_IN_NAME, NAME).toLowerCase(Locale.ROOT);
    }

    /** The part before the first slash, if any, and the name; a part that has nothing to keep stays as it is. */
    static String labelKey(String key) {
        int slash = key.indexOf('/');
        String name = labelValue(key.substring(slash + 1));
        return slash <= 0 ? name : trimmed(key.substring(0, slash), NOT_IN_PREFIX, PREFIX) + "/" + name;
    }

    /** A text that has nothing to keep stays as it is. */
    static String labelValue(String value) {
        return trimmed(value, NOT_IN_LABEL, LABEL);
    }

    private static String trimmed(String text, Pattern unwanted, int longest) {
        String slug = slug(text, unwanted, longest).replaceAll("^[_.-]+|[_.-]+$", "");
        return slug.isEmpty() ? text : slug;
    }

    private static String slug(String text, Pattern unwanted, int longest) {
        String ascii = Junidecode.unidecode(decomposed(text.replaceAll("'+", "-")));
        String plain = decomposed(withoutEntities(ascii)).replace("'", "").replaceAll("(?<=\\d),(?=\\d)", "");
        String slug = withoutOuterDashes(unwanted.matcher(plain).replaceAll("-").replaceAll("-{2,}", "-"));
        return slug.length() < longest ? slug : withoutOuterDashes(slug.substring(0, longest));
    }

    private static String withoutEntities(String text) {
        String named = ENTITY.matcher(text).replaceAll(" ");
        String decimal = DECIMAL.matcher(named).replaceAll(match -> character(match, 10));
        return HEX.matcher(decimal).replaceAll(match -> character(match, 16));
    }

    private static String character(MatchResult match, int radix) {
        return Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), radix)));
    }

    private static String decomposed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD);
    }

    private static String withoutOuterDashes(String text) {
        return text.replaceAll("^-+|-+$", "");
    }
}
