package dev.slipway.builder.checkout;

import dev.slipway.builder.checkout.CheckoutFailed.Kind;
import dev.slipway.builder.checkout.GitCommand.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Fetches one commit with the git command line. */
@ApplicationScoped
class GitCheckout implements SourceCheckout {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern URL = Pattern.compile("https?://[^\\s@\\\\]+");
    private static final Pattern REF = Pattern.compile("refs/[^\\s:?*\\[\\\\^~]+");
    /** For servers that do not hand out commits by name: so deep we look below the ref. */
    private static final List<Integer> DEPTHS = List.of(50, 1_000);

    private final CheckoutConfig config;

    GitCheckout(CheckoutConfig config) {
        this.config = config;
    }

    @Override
    public void checkOut(Wanted wanted, Path directory, Consumer<String> log) {
        refuseWhatGitCouldMisread(wanted);
        try {
            Files.createDirectories(directory);
            var run = new Run(
                    wanted, directory, System.nanoTime() + config.timeout().toNanos());
            log.accept("Fetching " + wanted.commit() + " from " + wanted.url());
            run.git(List.of("init", "-q"));
            run.fetch();
            long bytes = run.unpackedSize();
            run.git(List.of(
                    "-c", "advice.detachedHead=false", "checkout", "-q", "--force", "--detach", wanted.commit()));
            deleteRecursively(directory.resolve(".git"));
            log.accept("Checked out " + wanted.commit() + " (" + bytes / 1024 + " KiB)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CheckoutFailed(Kind.OTHER, "The checkout was interrupted.");
        }
    }

    private static void refuseWhatGitCouldMisread(Wanted wanted) {
        if (!COMMIT.matcher(wanted.commit()).matches()) {
            throw new CheckoutFailed(Kind.INVALID, "The push names " + wanted.commit() + ", which is not a commit.");
        }
        if (!URL.matcher(wanted.url()).matches()) {
            throw new CheckoutFailed(
                    Kind.INVALID, "The project's gitUrl must be an http or https URL without credentials.");
        }
        if (!REF.matcher(wanted.ref()).matches()) {
            throw new CheckoutFailed(Kind.INVALID, "The push names " + wanted.ref() + ", which is not a ref.");
        }
    }

    private static void deleteRecursively(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** One checkout under way. */
    private final class Run {
        private final Wanted wanted;
        private final Path directory;
        private final GitCommand git;
        private final long deadline;

        Run(Wanted wanted, Path directory, long deadline) {
            this.wanted = wanted;
            this.directory = directory;
            this.git = new GitCommand(directory, GitEnvironment.of(wanted, directory, System.getenv()));
            this.deadline = deadline;
        }

        void fetch() throws InterruptedException {
            Outcome exact = attempt(fetchOf("1", wanted.commit()), this::fetchedTooMuch);
            if (exact.end() == GitCommand.End.SUCCEEDED) {
                return;
            }
            CheckoutFailed failure = failure(exact);
            if (failure.kind() != Kind.COMMIT_NOT_FOUND || !foundBelowTheRef()) {
                throw failure;
            }
        }

        private boolean foundBelowTheRef() throws InterruptedException {
            for (int depth : DEPTHS) {
                Outcome fetched = attempt(fetchOf(Integer.toString(depth), wanted.ref()), this::fetchedTooMuch);
                boolean there = fetched.end() == GitCommand.End.SUCCEEDED
                        && attempt(List.of("cat-file", "-e", wanted.commit() + "^{commit}"), () -> false)
                                        .end()
                                == GitCommand.End.SUCCEEDED;
                if (there) {
                    return true;
                }
            }
            return false;
        }

        private List<String> fetchOf(String depth, String what) {
            return List.of(
                    "fetch",
                    "-q",
                    "--depth",
                    depth,
                    "--no-tags",
                    "--no-recurse-submodules",
                    "--end-of-options",
                    wanted.url(),
                    what);
        }

        /** The size of the files before they are written, so that a small pack can't fill the disk. */
        long unpackedSize() throws InterruptedException {
            Outcome listed = attempt(List.of("ls-tree", "-r", "-l", wanted.commit()), () -> false);
            if (listed.isCut()) {
                throw new CheckoutFailed(Kind.TOO_LARGE, "The commit has more files than a checkout may have.");
            }
            long bytes = output(listed).lines().mapToLong(Run::sizeOf).sum();
            if (bytes > config.maxSize().asLongValue()) {
                throw tooLarge();
            }
            return bytes;
        }

        private static long sizeOf(String line) {
            String[] fields = line.split("\\s+", 5);
            return fields.length > 3 && fields[3].matches("\\d+") ? Long.parseLong(fields[3]) : 0;
        }

        String git(List<String> arguments) throws InterruptedException {
            return output(attempt(arguments, () -> false));
        }

        private String output(Outcome outcome) {
            if (outcome.end() != GitCommand.End.SUCCEEDED) {
                throw failure(outcome);
            }
            return outcome.output();
        }

        private Outcome attempt(List<String> arguments, BooleanSupplier tooMuch) throws InterruptedException {
            List<String> command =
                    Stream.concat(Stream.of(config.git()), arguments.stream()).toList();
            return git.run(command, Duration.ofNanos(deadline - System.nanoTime()), tooMuch);
        }

        private CheckoutFailed failure(Outcome outcome) {
            return switch (outcome.end()) {
                case TIMEOUT ->
                    new CheckoutFailed(
                            Kind.TIMEOUT,
                            wanted.url() + " did not deliver the commit within "
                                    + config.timeout().toSeconds() + " s.");
                case TOO_MUCH -> tooLarge();
                default -> GitFailures.of(wanted, outcome.output());
            };
        }

        private CheckoutFailed tooLarge() {
            return new CheckoutFailed(
                    Kind.TOO_LARGE,
                    "The repository is larger than the allowed "
                            + config.maxSize().asLongValue() / (1024 * 1024)
                            + " MiB; keep data out of it, or raise slipway.checkout.max-size.");
        }

        private boolean fetchedTooMuch() {
            try (Stream<Path> packs = Files.walk(directory.resolve(".git/objects"))) {
                return packs.mapToLong(path -> path.toFile().length()).sum()
                        > config.maxSize().asLongValue();
            } catch (IOException | UncheckedIOException e) {
                return false; // a file vanished while we looked; the next look counts
            }
        }
    }
}
