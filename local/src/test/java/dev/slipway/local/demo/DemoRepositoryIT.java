package dev.slipway.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.forge.ForgeDaemon;
import dev.slipway.local.forge.WorkTree;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoRepositoryIT {
    private static final String FLOW = "flows/hello.py";

    @Test
    void everyCommitAfterTheFirstChangesWhatTheFlowSays(@TempDir Path home) {
        var repository = new DemoRepository(new ForgeDaemon(home, 1), home.resolve("hello-flow"), FLOW, home);
        WorkTree tree = WorkTree.open(repository.folder()).write(FLOW, "GREETING = \"Hello\"\nprint(GREETING)\n");

        String first = repository.commit(tree);
        assertThat(tree.read(FLOW)).startsWith("GREETING = \"Hello\"\n");
        String second = repository.commit(tree);
        assertThat(tree.read(FLOW)).isEqualTo("GREETING = \"Hello for the 2. time\"\nprint(GREETING)\n");
        String third = repository.commit(tree);
        assertThat(tree.read(FLOW)).startsWith("GREETING = \"Hello for the 3. time\"\n");
        assertThat(tree.git("rev-list", "HEAD").lines()).containsExactly(third, second, first);
    }
}
