package dev.slipway.dispatcher.template;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as docker-py reads them: {@code 300m}, {@code 1.5g}, {@code 512mb}, plain bytes. */
final class ByteSize {
    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(?:([bkmgt])b?)?");
    private static final String UNITS = "bkmgt";

    private ByteSize() {}

    static long parse(String key, String text) {
        Matcher size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw JsonValues.wrong(key, "a size as 300m or 2g, or a number of bytes; it is '" + text + "'");
        }
        String unit = size.group(2);
        long factor = unit == null ? 1 : 1L << (10 * UNITS.indexOf(unit));
        return new BigDecimal(size.group(1))
                .multiply(BigDecimal.valueOf(factor))
                .longValue();
    }
}
