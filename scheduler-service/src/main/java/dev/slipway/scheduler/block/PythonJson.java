package dev.slipway.scheduler.block;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON byte for byte as Python writes it with sorted keys, for checksums that Python code has computed, too. */
final class PythonJson {
    private static final HexFormat HEX = HexFormat.of();
    private static final int PLAIN_BELOW_EXPONENT = 16;
    private static final int PLAIN_FROM_EXPONENT = -4;
    /** Python compares code points, Java compares halves of them. */
    private static final Comparator<String> BY_CODE_POINTS = (a, b) ->
            java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

    private PythonJson() {}

    static String write(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> Map.entry(String.valueOf(entry.getKey()), entry))
                        .sorted(Map.Entry.comparingByKey(BY_CODE_POINTS))
                        .map(entry -> text(entry.getKey()) + ": "
                                + write(entry.getValue().getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list -> list.stream().map(PythonJson::write).collect(Collectors.joining(", ", "[", "]"));
            case String text -> text(text);
            case Double number -> number(number);
            case Float number -> number(number);
            default -> value.toString();
        };
    }

    private static String text(String text) {
        var written = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> written.append("\\\"");
                case '\\' -> written.append("\\\\");
                case '\n' -> written.append("\\n");
                case '\r' -> written.append("\\r");
                case '\t' -> written.append("\\t");
                case '\b' -> written.append("\\b");
                case '\f' -> written.append("\\f");
                default -> {
                    if (c < ' ' || c > '~') {
                        written.append("\\u").append(HEX.toHexDigits(c));
                    } else {
                        written.append(c);
                    }
                }
            }
        }
        return written.append('"').toString();
    }

    /** As {@code repr}: the shortest digits that mean the number, with an exponent only if it is far from zero. */
    private static String number(double number) {
        var decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        if (decimal.signum() == 0) {
            return 1 / number < 0 ? "-0.0" : "0.0";
        }
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent < PLAIN_FROM_EXPONENT || exponent >= PLAIN_BELOW_EXPONENT) {
            var mantissa = decimal.scaleByPowerOfTen(-exponent).toPlainString();
            return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
        }
        var plain = decimal.toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }
}
