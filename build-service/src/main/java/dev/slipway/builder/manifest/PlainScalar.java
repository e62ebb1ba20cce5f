package dev.slipway.builder.manifest;

import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an unquoted scalar means in YAML 1.1, as PyYAML reads it; times stay text. */
final class PlainScalar {
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE = Set.of("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF");
    private static final Pattern OCTAL = Pattern.compile("[-+]?0[0-7_]+");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(0|[1-9][0-9_]*)");
    private static final Pattern HEXADECIMAL = Pattern.compile("[-+]?0x[0-9a-fA-F_]+");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?([0-9][0-9_]*\\.[0-9_]*|\\.[0-9][0-9_]*)([eE][-+][0-9]+)?");

    private PlainScalar() {}

    static @Nullable Object value(String text) {
        if (NULL.contains(text)) {
            return null;
        }
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return TRUE.contains(text);
        }
        String digits = text.replace("_", "");
        if (DECIMAL.matcher(text).matches()) {
            return integer(digits, 10);
        }
        if (OCTAL.matcher(text).matches()) {
            return integer(digits, 8);
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return integer(digits.replace("0x", ""), 16);
        }
        return FLOAT.matcher(text).matches() ? (Object) Double.valueOf(digits) : text;
    }

    private static Object integer(String digits, int radix) {
        var value = new BigInteger(digits.startsWith("+") ? digits.substring(1) : digits, radix);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }
}
