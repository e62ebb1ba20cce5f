package dev.slipway.local.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AddCommandTest {
    @Test
    void optionsThatAProjectTakesOnlyOnceAreNotPassedOver() {
        var command = new AddCommand();
        new CommandLine(command)
                .parseArgs(
                        "https://gitlab.example/a/b.git",
                        "--variable",
                        "A=b",
                        "--protected",
                        "A",
                        "--branch",
                        "x",
                        "--token-file",
                        "-");

        assertThat(command.ofNewProjects()).containsExactly("--branch", "--variable", "--protected");
    }

    @Test
    void tokenAndNameAreTakenAgain() {
        var command = new AddCommand();
        new CommandLine(command).parseArgs("https://gitlab.example/a/b.git", "--token-file", "-", "--name", "b");

        assertThat(command.ofNewProjects()).isEmpty();
    }
}
