package dev.slipway.local.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.local.process.Ports;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgeDaemonIT {
    @Test
    void servesProjectsThatAnotherProcessMakesUntilItIsStopped(@TempDir Path home) throws IOException {
        var daemon = new ForgeDaemon(home, Ports.free());
        assertThat(daemon.isUsed()).isFalse();
        String token = GitForge.token(daemon.folder());
        assertThat(daemon.isUsed()).isTrue();
        daemon.start();
        try {
            GitForge.createProject(daemon.folder(), "team/late");
            WorkTree tree = WorkTree.open(home.resolve("tree")).connect(daemon.url() + "/team/late.git", token);
            String commit = tree.write("a.txt", "1").commit("first");
            tree.push();

            assertThat(tree.git("ls-remote", "origin", "refs/heads/main")).startsWith(commit);
            daemon.stop();
            assertThatThrownBy(() -> tree.git("ls-remote", "origin")).isInstanceOf(GitFailed.class);
        } finally {
            daemon.stop();
        }
    }
}
