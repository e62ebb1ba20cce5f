package dev.slipway.builder.checkout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.builder.checkout.CheckoutFailed.Kind;
import dev.slipway.builder.checkout.SourceCheckout.Wanted;
import dev.slipway.local.forge.GitForge;
import dev.slipway.local.forge.WorkTree;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories, and servers of repositories, that mean no good. */
class HostileRepositoryIT {
    private static final String REF = "refs/heads/main";
    private static final String TOKEN = "token-of-a-test";
    private GitForge forge;
    private WorkTree tree;
    private Path folder;

    @BeforeEach
    void startForge(@TempDir Path folder) throws IOException {
        this.folder = folder;
        forge = GitForge.start(folder.resolve("forge"));
        forge.createProject("team/app");
        tree = WorkTree.open(folder.resolve("tree")).connect(forge.gitUrl("team/app"), forge.token());
    }

    @AfterEach
    void stopForge() {
        forge.close();
    }

    @Test
    void nothingThatARepositoryConfiguresIsCarriedOut() {
        String touch = "touch " + folder.resolve("executed");
        tree.write(".gitattributes", "* filter=evil diff=evil merge=evil\n*.bin filter=lfs\n")
                .write(
                        ".gitconfig",
                        "[filter \"evil\"]\n\tsmudge = " + touch + "\n[core]\n\tfsmonitor = " + touch + "\n")
                .write(".lfsconfig", "[lfs]\n\turl = http://127.0.0.1:1/\n")
                .write("data.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
                .write(".gitmodules", "[submodule \"x\"]\n\tpath = x\n\turl = ../../../etc\n")
                .write("hooks/post-checkout", "#!/bin/sh\n" + touch + "\n");
        String commit = tree.commit("everything that git might run");
        tree.push();

        checkOut(new Wanted(forge.gitUrl("team/app"), null, forge.token(), REF, commit));

        assertThat(folder.resolve("executed")).doesNotExist();
        assertThat(folder.resolve("code/data.bin")).content().startsWith("version https://git-lfs");
        assertThat(folder.resolve("code/.git")).doesNotExist();
    }

    @Test
    void aSmallRepositoryOfVeryManyFilesIsNotUnpacked() throws Exception {
        String name = "f".repeat(60);
        String blob = git("hash-object -w --stdin", "");
        String bomb = git("mktree", entries("100644 blob " + blob, name));
        for (int depth = 0; depth < 4; depth++) {
            bomb = git("mktree", entries("040000 tree " + bomb, name));
        }
        String commit = git("commit-tree -m bomb " + bomb, "");
        git("push -q origin " + commit + ":" + REF, "");

        assertThatThrownBy(() -> checkOut(new Wanted(forge.gitUrl("team/app"), null, forge.token(), REF, commit)))
                .isInstanceOfSatisfying(CheckoutFailed.class, failed -> assertThat(failed.kind())
                        .isEqualTo(Kind.TOO_LARGE));
        assertThat(folder.resolve("code")).isDirectoryNotContaining("glob:**" + name + "*");
    }

    @Test
    void aServerCanNotSendGitElsewhere() throws IOException {
        List<String> reached = new CopyOnWriteArrayList<>();
        HttpServer inside = server(reached::add, "");
        HttpServer outside =
                server(path -> {}, "http://127.0.0.1:" + inside.getAddress().getPort() + "/team/app.git/info/refs");
        try {
            String url = "http://127.0.0.1:" + outside.getAddress().getPort() + "/team/app.git";

            assertThatThrownBy(() -> checkOut(new Wanted(url, null, TOKEN, REF, "a".repeat(40))))
                    .isInstanceOf(CheckoutFailed.class)
                    .hasMessageNotContaining(TOKEN);
            assertThat(reached).isEmpty();
        } finally {
            inside.stop(0);
            outside.stop(0);
        }
    }

    private void checkOut(Wanted wanted) {
        new GitCheckout(new Limits()).checkOut(wanted, folder.resolve("code"), line -> {});
    }

    private static String entries(String object, String name) {
        var entries = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            entries.append(object)
                    .append('\t')
                    .append(name)
                    .append((char) ('a' + i))
                    .append('\n');
        }
        return entries.toString();
    }

    private String git(String arguments, String input) throws IOException, InterruptedException {
        var command = new ProcessBuilder(("git -c user.name=Eve -c user.email=eve@example.com " + arguments).split(" "))
                .directory(tree.directory().toFile())
                .redirectErrorStream(true);
        command.redirectInput(Files.writeString(folder.resolve("input"), input).toFile());
        Process process = command.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    private static HttpServer server(java.util.function.Consumer<String> seen, String location) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.accept(exchange.getRequestURI().getPath());
            exchange.getResponseHeaders().add("Location", location);
            exchange.sendResponseHeaders(location.isEmpty() ? 404 : 302, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static final class Limits implements CheckoutConfig {
        @Override
        public Duration timeout() {
            return Duration.ofMinutes(1);
        }

        @Override
        public MemorySize maxSize() {
            return new MemorySize(BigInteger.valueOf(1024L * 1024 * 1024));
        }

        @Override
        public String git() {
            return "git";
        }
    }
}
