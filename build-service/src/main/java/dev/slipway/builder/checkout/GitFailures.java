package dev.slipway.builder.checkout;

import dev.slipway.builder.checkout.CheckoutFailed.Kind;
import dev.slipway.builder.checkout.SourceCheckout.Wanted;
import java.util.List;
import java.util.Locale;

/** Makes sense of what git prints when it fails. */
final class GitFailures {
    private static final int LONGEST_QUOTE = 300;

    private static final List<Sign> SIGNS = List.of(
            new Sign("not our ref", Kind.COMMIT_NOT_FOUND),
            new Sign("couldn't find remote ref", Kind.COMMIT_NOT_FOUND),
            new Sign("unadvertised object", Kind.COMMIT_NOT_FOUND),
            new Sign("authentication failed", Kind.UNAUTHORIZED),
            new Sign("could not read username", Kind.UNAUTHORIZED),
            new Sign("could not read password", Kind.UNAUTHORIZED),
            new Sign("access denied", Kind.UNAUTHORIZED),
            new Sign("returned error: 401", Kind.UNAUTHORIZED),
            new Sign("returned error: 403", Kind.UNAUTHORIZED),
            new Sign("returned error: 404", Kind.REPOSITORY_NOT_FOUND),
            new Sign("not found", Kind.REPOSITORY_NOT_FOUND),
            new Sign("could not resolve host", Kind.UNREACHABLE),
            new Sign("failed to connect", Kind.UNREACHABLE),
            new Sign("connection refused", Kind.UNREACHABLE),
            new Sign("connection timed out", Kind.UNREACHABLE),
            new Sign("ssl certificate", Kind.UNREACHABLE),
            new Sign("certificate verification failed", Kind.UNREACHABLE));

    private GitFailures() {}

    static CheckoutFailed of(Wanted wanted, String output) {
        String text = output.toLowerCase(Locale.ROOT);
        Kind kind = SIGNS.stream()
                .filter(sign -> text.contains(sign.words()))
                .map(Sign::kind)
                .findFirst()
                .orElse(Kind.OTHER);
        return new CheckoutFailed(kind, sentence(kind, wanted, lastLines(output)));
    }

    private static String sentence(Kind kind, Wanted wanted, String quote) {
        return switch (kind) {
            case COMMIT_NOT_FOUND ->
                "The commit " + wanted.commit() + " is not in " + wanted.url()
                        + " any more; it was probably replaced by a force-push. Push again to build what is there now.";
            case UNAUTHORIZED -> unauthorized(wanted);
            case REPOSITORY_NOT_FOUND ->
                wanted.url()
                        + " was not found: check the project's gitUrl, and that its gitToken may read the repository.";
            case UNREACHABLE -> wanted.url() + " could not be reached: " + quote;
            default -> "git could not fetch the commit: " + quote;
        };
    }

    private static String unauthorized(Wanted wanted) {
        return wanted.token() == null
                ? wanted.url()
                        + " asks for credentials and the project has none: set its gitToken (scope read_repository)."
                : wanted.url()
                        + " does not accept the project's git credentials: the token may have expired or lack the scope"
                        + " read_repository. Set a new gitToken.";
    }

    private static String lastLines(String output) {
        String trimmed = output.strip();
        return trimmed.length() <= LONGEST_QUOTE ? trimmed : "…" + trimmed.substring(trimmed.length() - LONGEST_QUOTE);
    }

    private record Sign(String words, Kind kind) {}
}
