package dev.slipway.builder.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Blanks secrets in text, in the forms in which tools print them: plain, base64, percent-encoded. */
public final class SecretMask {
    /** Nothing to hide. */
    public static final SecretMask NONE = new SecretMask(List.of());

    private static final String BLANK = "[MASKED]";
    private static final int SHORTEST = 4;

    private final List<String> forms;

    private SecretMask(List<String> forms) {
        this.forms = forms;
    }

    /** Secrets shorter than four characters can't be masked without making text unreadable. */
    public static SecretMask of(Collection<String> secrets) {
        return new SecretMask(secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .flatMap(SecretMask::formsOf)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    private static Stream<String> formsOf(String secret) {
        String base64 = Base64.getEncoder().encodeToString(secret.getBytes(UTF_8));
        return Stream.of(secret, base64, base64.replace("=", ""), URLEncoder.encode(secret, UTF_8));
    }

    /** The text without secrets. */
    public String mask(String text) {
        String masked = text;
        for (String form : forms) {
            masked = masked.replace(form, BLANK);
        }
        return masked;
    }
}
