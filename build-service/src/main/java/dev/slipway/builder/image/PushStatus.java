package dev.slipway.builder.image;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The engine's last word about a push: {@code latest: digest: sha256:… size: 1234}. */
record PushStatus(String tag, String digest) {
    private static final Pattern LINE = Pattern.compile("^(\\S+): digest: (sha256:[0-9a-f]{64}) size: \\d+$");

    static Optional<PushStatus> parse(String line) {
        Matcher matcher = LINE.matcher(line.strip());
        return matcher.matches() ? Optional.of(new PushStatus(matcher.group(1), matcher.group(2))) : Optional.empty();
    }
}
