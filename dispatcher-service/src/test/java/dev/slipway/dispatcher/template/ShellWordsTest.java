package dev.slipway.dispatcher.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Python's {@code shlex.split} gives for the same input. */
class ShellWordsTest {
    @ParameterizedTest
    @MethodSource("commands")
    void aCommandIsSplitAsAShellWould(String command, List<String> words) {
        assertThat(ShellWords.split(command)).isEqualTo(words);
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of("prefect flow-run execute", List.of("prefect", "flow-run", "execute")),
                Arguments.of("  a \t b\n", List.of("a", "b")),
                Arguments.of("sh -c \"echo hi; exit 3\"", List.of("sh", "-c", "echo hi; exit 3")),
                Arguments.of("a'b c'd", List.of("ab cd")),
                Arguments.of("a\\ b", List.of("a b")),
                Arguments.of("\"a \\\"b\\\" c\"", List.of("a \"b\" c")),
                Arguments.of("'\\n'", List.of("\\n")),
                Arguments.of("\"\\n\"", List.of("\\n")),
                Arguments.of("\"a\\\\b\"", List.of("a\\b")),
                Arguments.of("a '' b", List.of("a", "", "b")),
                Arguments.of("  ", List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 'b", "a \"b", "a\\"})
    void whatIsLeftOpenIsRefused(String command) {
        assertThatThrownBy(() -> ShellWords.split(command)).isInstanceOf(InvalidConfiguration.class);
    }
}
