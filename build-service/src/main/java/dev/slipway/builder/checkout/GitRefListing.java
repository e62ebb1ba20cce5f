package dev.slipway.builder.checkout;

import dev.slipway.builder.checkout.CheckoutFailed.Kind;
import dev.slipway.builder.checkout.GitCommand.Outcome;
import dev.slipway.builder.checkout.SourceCheckout.Wanted;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks with {@code git ls-remote}. */
@ApplicationScoped
class GitRefListing implements RefListing {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_OUTPUT = 4 * 1024 * 1024;
    private static final Pattern URL = Pattern.compile("https?://[^\\s@\\\\]+");
    private static final Pattern LINE = Pattern.compile(
            "(?<commit>[0-9a-f]{40}|[0-9a-f]{64})\\t(?<ref>refs/(?:heads|tags)/\\S+?)(?<peeled>\\^\\{\\})?");

    private final CheckoutConfig config;

    GitRefListing(CheckoutConfig config) {
        this.config = config;
    }

    @Override
    public Map<String, String> refs(String url, @Nullable String username, @Nullable String token)
            throws InterruptedException {
        if (!URL.matcher(url).matches()) {
            throw new CheckoutFailed(Kind.INVALID, "The project's gitUrl must be an http or https URL.");
        }
        var wanted = new Wanted(url, username, token, "refs/heads/any", "0".repeat(40));
        Outcome outcome = run(wanted);
        return switch (outcome.end()) {
            case SUCCEEDED -> read(outcome.output());
            case FAILED -> throw GitFailures.of(wanted, outcome.output());
            default ->
                throw new CheckoutFailed(
                        Kind.TIMEOUT, url + " did not list its refs within " + PATIENCE.toSeconds() + " s.");
        };
    }

    private Outcome run(Wanted wanted) throws InterruptedException {
        try {
            Path nowhere = Files.createTempDirectory("slipway-refs");
            try {
                return new GitCommand(nowhere, GitEnvironment.of(wanted, nowhere, System.getenv()))
                        .run(
                                List.of(config.git(), "ls-remote", "--heads", "--tags", "--", wanted.url()),
                                PATIENCE,
                                () -> false);
            } finally {
                Files.deleteIfExists(nowhere);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A cut list would look like refs that are gone. */
    static Map<String, String> read(String output) {
        if (output.length() >= MOST_OUTPUT) {
            throw new CheckoutFailed(Kind.TOO_LARGE, "The repository has too many refs to compare them.");
        }
        Map<String, String> refs = new TreeMap<>();
        output.lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
            if (line.group("peeled") == null) {
                refs.putIfAbsent(line.group("ref"), line.group("commit"));
            } else {
                refs.put(line.group("ref"), line.group("commit"));
            }
        });
        return refs;
    }
}
