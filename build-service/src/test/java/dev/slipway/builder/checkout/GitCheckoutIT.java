package dev.slipway.builder.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.checkout.CheckoutFailed.Kind;
import dev.slipway.builder.checkout.SourceCheckout.Wanted;
import dev.slipway.local.forge.GitForge;
import dev.slipway.local.forge.WorkTree;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCheckoutIT {
    private static final String REF = "refs/heads/main";
    private static GitForge forge;
    private static WorkTree tree;
    private static String first;
    private static String second;

    @BeforeAll
    static void startForge(@TempDir Path folder) throws IOException {
        forge = GitForge.start(folder.resolve("forge"));
        forge.createProject("team/app");
        tree = WorkTree.open(folder.resolve("tree")).connect(forge.gitUrl("team/app"), forge.token());
        tree.write("a.txt", "one").write(".gitmodules", "[submodule \"x\"]\n\tpath = x\n\turl = file:///etc\n");
        Files.createSymbolicLink(tree.directory().resolve("link"), Path.of("/etc/passwd"));
        first = tree.commit("one");
        second = tree.write("a.txt", "two").commit("two");
        tree.push();
    }

    @AfterAll
    static void stopForge() {
        forge.close();
    }

    @Test
    void exactlyThePushedCommitIsThereAlsoIfItIsNotTheNewest(@TempDir Path folder) throws IOException {
        List<String> log = new ArrayList<>();

        checkout("1G", "30s").checkOut(wanted(first), folder.resolve("old"), log::add);
        checkout("1G", "30s").checkOut(wanted(second), folder.resolve("new"), log::add);

        assertThat(folder.resolve("old/a.txt")).hasContent("one");
        assertThat(folder.resolve("new/a.txt")).hasContent("two");
        assertThat(log).anySatisfy(line -> assertThat(line).contains(first)).noneSatisfy(line -> assertThat(line)
                .contains(forge.token()));
    }

    @Test
    void nothingButFilesIsLeft(@TempDir Path folder) {
        checkout("1G", "30s").checkOut(wanted(first), folder.resolve("code"), line -> {});

        assertThat(folder.resolve("code/.git")).doesNotExist();
        assertThat(folder.resolve("code/link")).isSymbolicLink();
    }

    @Test
    void reasonsAreToldApart(@TempDir Path folder) {
        String url = forge.gitUrl("team/app");
        assertFailure(folder, new Wanted(url, null, "wrong", REF, first), Kind.UNAUTHORIZED, "gitToken");
        assertFailure(folder, new Wanted(url, null, null, REF, first), Kind.UNAUTHORIZED, "has none");
        assertFailure(
                folder,
                new Wanted(forge.gitUrl("team/none"), null, forge.token(), REF, first),
                Kind.REPOSITORY_NOT_FOUND,
                "gitUrl");
        assertFailure(folder, wanted("f".repeat(40)), Kind.COMMIT_NOT_FOUND, "force-push");
        assertFailure(
                folder,
                new Wanted("http://127.0.0.1:1/team/app.git", null, null, REF, first),
                Kind.UNREACHABLE,
                "could not be reached");
    }

    @Test
    void whatGitCouldTakeForAnOptionIsRefused(@TempDir Path folder) {
        String url = forge.gitUrl("team/app");
        assertFailure(folder, new Wanted(url, null, null, REF, "--upload-pack=touch x"), Kind.INVALID, "not a commit");
        assertFailure(folder, new Wanted(url, null, null, "--exec=x", first), Kind.INVALID, "not a ref");
        assertFailure(folder, new Wanted("--upload-pack=x", null, null, REF, first), Kind.INVALID, "gitUrl");
        assertFailure(folder, new Wanted("file:///etc", null, null, REF, first), Kind.INVALID, "gitUrl");
        assertFailure(folder, new Wanted("ext::sh -c x", null, null, REF, first), Kind.INVALID, "gitUrl");
    }

    @Test
    void tooLargeACommitIsNotUnpacked(@TempDir Path folder) {
        String big = tree.write("big.txt", new BigInteger(400_000, new Random(1)).toString(36))
                .commit("big");
        tree.push();

        assertThatThrownBy(() -> checkout("50K", "30s").checkOut(wanted(big), folder.resolve("x"), line -> {}))
                .isInstanceOfSatisfying(CheckoutFailed.class, failed -> assertThat(failed.kind())
                        .isEqualTo(Kind.TOO_LARGE));
        assertThat(folder.resolve("x/big.txt")).doesNotExist();
    }

    @Test
    void forgeThatNeverAnswersIsGivenUp(@TempDir Path folder) throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + silent.getLocalPort() + "/team/app.git";

            assertThatThrownBy(() -> checkout("1G", "1s")
                            .checkOut(new Wanted(url, null, null, REF, first), folder.resolve("x"), line -> {}))
                    .isInstanceOfSatisfying(CheckoutFailed.class, failed -> assertThat(failed.kind())
                            .isEqualTo(Kind.TIMEOUT));
        }
    }

    private static void assertFailure(Path folder, Wanted wanted, Kind kind, String words) {
        Path directory = folder.resolve("d" + Integer.toHexString(wanted.hashCode()));
        assertThatThrownBy(() -> checkout("1G", "30s").checkOut(wanted, directory, line -> {}))
                .isInstanceOfSatisfying(CheckoutFailed.class, failed -> assertThat(failed.kind())
                        .isEqualTo(kind))
                .hasMessageContaining(words);
    }

    private static Wanted wanted(String commit) {
        return new Wanted(forge.gitUrl("team/app"), "oauth2", forge.token(), REF, commit);
    }

    private static GitCheckout checkout(String size, String timeout) {
        long unit = size.endsWith("K") ? 1024 : 1024L * 1024 * 1024;
        var bytes = new BigInteger(size.substring(0, size.length() - 1)).multiply(BigInteger.valueOf(unit));
        return new GitCheckout(new CheckoutConfig() {
            @Override
            public Duration timeout() {
                return Duration.parse("PT" + timeout);
            }

            @Override
            public MemorySize maxSize() {
                return new MemorySize(bytes);
            }

            @Override
            public String git() {
                return "git";
            }
        });
    }
}
