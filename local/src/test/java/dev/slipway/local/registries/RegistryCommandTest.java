package dev.slipway.local.registries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.contracts.Json;
import dev.slipway.local.process.CannotStart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RegistryCommandTest {
    @Test
    void passwordComesFromAFileAndWhatIsNotGivenIsNotSaid(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "a-token\n");

        assertThat(parsed("team", "registry.example.com:5050", "--username", "robot", "--password-file", file + ""))
                .isEqualTo(Map.of("address", "registry.example.com:5050", "username", "robot", "password", "a-token"));
        assertThat(parsed("team", "registry.example.com:5050", "--username", "robot"))
                .isEqualTo(Map.of("address", "registry.example.com:5050", "username", "robot"));
    }

    @Test
    void keyOfAwsIsALoginOfItsKind(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "secret");

        assertThat(parsed(
                        "aws",
                        "1.dkr.ecr",
                        "--ecr-region",
                        "eu-1",
                        "--access-key-id",
                        "A",
                        "--secret-key-file",
                        file + ""))
                .containsEntry("login", "ecr")
                .containsEntry("region", "eu-1")
                .containsEntry("accessKeyId", "A")
                .containsEntry("secretAccessKey", "secret");
    }

    @Test
    void emptyOrMissingFileIsSaid(@TempDir Path folder) throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), " \n");

        assertThatThrownBy(() -> parsed("team", "r", "--password-file", empty.toString()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("There is nothing in");
        assertThatThrownBy(() -> parsed(
                        "team", "r", "--password-file", folder.resolve("no").toString()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("can't be read");
    }

    @Test
    void onlyALoginThatWillDoEndsWithZero() {
        assertThat(told("ACCEPTED")).isEqualTo("0 in words\n");
        assertThat(told("OPEN")).isEqualTo("0 in words\n");
        assertThat(told("REFUSED")).isEqualTo("1 in words\n");
        assertThat(told("UNREACHABLE")).isEqualTo("1 in words\n");
    }

    @Test
    void lineShowsWhenALoginEnds() {
        var registry = Json.MAPPER
                .createObjectNode()
                .put("name", "team")
                .put("address", "r:5050")
                .put("login", "expiring")
                .put("username", "robot")
                .put("expiresAt", "2027-01-31T00:00:00Z")
                .put("loginState", "VALID");

        assertThat(ListCommand.line(registry).split(" +"))
                .containsExactly("team", "r:5050", "expiring", "robot", "VALID", "until", "2027-01-31T00:00:00Z");
    }

    @Test
    void nameThatIsNoneIsRefusedBeforeAnythingIsAsked() {
        assertThat(RegistryCommand.pathOf("team")).isEqualTo("/slipway/v1/registries/team");
        assertThatThrownBy(() -> RegistryCommand.pathOf("../projects")).isInstanceOf(CannotStart.class);
    }

    private static Map<String, Object> parsed(String... arguments) {
        var command = new AddCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.definition();
    }

    private static String told(String state) {
        var out = new ByteArrayOutputStream();
        var answer = Json.MAPPER.createObjectNode().put("state", state).put("detail", "in words");
        int exit = RegistryCommand.tell(answer, new PrintStream(out, true, UTF_8));
        return exit + " " + out.toString(UTF_8);
    }
}
