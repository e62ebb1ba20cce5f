package dev.slipway.dispatcher.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Prefect's own templating gives for the same input. */
class PlaceholdersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VALUES = """
            {"text": "abc", "number": 5, "float": 1.5, "flag": true, "nothing": null, "list": ["x", "y", {"k": "v"}],
             "map": {"a": {"b": 1}, "it's": "q"}, "dotted.key": "no", "money": "$1 \\\\ 2", "empty": ""}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"v": "{{ text }}"}                         | {"v": "abc"}
        {"v": "{{text}}"}                           | {"v": "abc"}
        {"v": "{{   text   }}"}                     | {"v": "abc"}
        {"v": "{{ number }}"}                       | {"v": 5}
        {"v": "{{ float }}"}                        | {"v": 1.5}
        {"v": "{{ flag }}"}                         | {"v": true}
        {"v": "{{ nothing }}"}                      | {"v": null}
        {"v": "{{ empty }}"}                        | {"v": ""}
        {"v": "{{ list }}"}                         | {"v": ["x", "y", {"k": "v"}]}
        {"v": "{{ map }}"}                          | {"v": {"a": {"b": 1}, "it's": "q"}}
        {"v": "{{ map.a.b }}"}                      | {"v": 1}
        {"v": "{{ list[1] }}"}                      | {"v": "y"}
        {"v": "{{ list[2].k }}"}                    | {"v": "v"}
        {"v": "{{ list.0 }}"}                       | {"v": "x"}
        {"v": "{{ list[-1].k }}"}                   | {"v": "v"}
        {"v": "{{ list[9] }}"}                      | {}
        {"v": "{{ missing }}"}                      | {}
        {"v": "{{ map.missing }}"}                  | {}
        {"v": "{{ text.missing }}"}                 | {}
        {"v": "{{ dotted.key }}"}                   | {}
        {"v": "a-{{ text }}-b"}                     | {"v": "a-abc-b"}
        {"v": "{{ text }}{{ number }}"}             | {"v": "abc5"}
        {"v": "{{ text }} {{ text }}"}              | {"v": "abc abc"}
        {"v": "a {{ missing }} b"}                  | {"v": "a  b"}
        {"v": "is {{ flag }}"}                      | {"v": "is True"}
        {"v": "is {{ nothing }}"}                   | {"v": "is None"}
        {"v": "is {{ map.a }}"}                     | {"v": "is {'b': 1}"}
        {"v": "is {{ list }}"}                      | {"v": "is ['x', 'y', {'k': 'v'}]"}
        {"v": "pay {{ money }}"}                    | {"v": "pay $1 \\\\ 2"}
        {"v": "{{ two words }}"}                    | {"v": "{{ two words }}"}
        {"v": "{ text }"}                           | {"v": "{ text }"}
        {"v": "{{ $HOME }}"}                        | {"v": ""}
        {"v": "home {{ $HOME }}"}                   | {"v": "home "}
        {"v": "{{ prefect.blocks.secret.x }}"}      | {"v": "{{ prefect.blocks.secret.x }}"}
        {"v": ["{{ text }}", "{{ missing }}", 3]}   | {"v": ["abc", 3]}
        {"v": {"in": {"ner": "{{ number }}"}}}      | {"v": {"in": {"ner": 5}}}
        {"v": {"only": "{{ missing }}"}}            | {"v": {}}
        {"{{ text }}": 1}                           | {"{{ text }}": 1}
        {"v": null}                                 | {"v": null}
        {"v": 7, "w": false}                        | {"v": 7, "w": false}
        """)
    void placeholdersAreReplacedAsPrefectDoes(String template, String expected) throws Exception {
        assertThat(Placeholders.apply(map(template), map(VALUES))).isEqualTo(map(expected));
    }

    private static Map<String, Object> map(String json) throws Exception {
        return JSON.readValue(json, new TypeReference<>() {});
    }
}
