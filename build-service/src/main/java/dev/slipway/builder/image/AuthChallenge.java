package dev.slipway.builder.image;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a registry wants to be asked ({@code WWW-Authenticate}).
 *
 * @param scheme {@code basic} or {@code bearer}
 */
record AuthChallenge(String scheme, Map<String, String> parameters) {
    private static final Pattern PARAMETER =
            Pattern.compile("(\\w+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,]+))");

    static AuthChallenge parse(String header) {
        String[] parts = header.strip().split("\\s+", 2);
        Map<String, String> parameters = new HashMap<>();
        if (parts.length > 1) {
            Matcher matcher = PARAMETER.matcher(parts[1]);
            while (matcher.find()) {
                String quoted = matcher.group(2);
                String value = quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1");
                parameters.put(matcher.group(1).toLowerCase(Locale.ROOT), value == null ? "" : value);
            }
        }
        return new AuthChallenge(parts[0].toLowerCase(Locale.ROOT), Map.copyOf(parameters));
    }
}
