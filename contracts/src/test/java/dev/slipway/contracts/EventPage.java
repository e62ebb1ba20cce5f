package dev.slipway.contracts;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page that lists the catalogue, and the words in which it says what an event means: those of the record's Javadoc. */
final class EventPage {
    private static final Pattern JAVADOC =
            Pattern.compile("/\\*\\*(.*?)\\*/\\s*(?:@\\S+\\s*)*public record", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("\\{@(?:code|link) #?([^}]*)}");

    private EventPage() {}

    static String render() {
        return """
                # Events

                The facts that the services tell each other on Kafka: CloudEvents 1.0 in binary mode, the data as JSON. They are the public
                API for whoever wants to know what happens; `contracts/src/main/resources/schemas` has a JSON Schema of each type. Facts
                about one key keep their order. Every fact may be delivered more than once with the same `ce_id`. Readers ignore fields and
                types that they don't know.

                | Type | Meaning | Topic | Key | Written by |
                |---|---|---|---|---|
                """ + Arrays.stream(EventType.values()).map(EventPage::row).collect(Collectors.joining()) + """

                This page is made from the catalogue (`EventType`): `mvn -f contracts/pom.xml test -Dtest=EventPageTest -Devents.refresh=true`
                """;
    }

    /** What the Javadoc says before it says who writes the event. */
    static String meaning(EventType type) {
        Matcher javadoc = JAVADOC.matcher(Catalogue.source(type.dataClass()));
        if (!javadoc.find()) {
            throw new IllegalStateException(type.dataClass() + " has no Javadoc");
        }
        String text = javadoc.group(1).replaceAll("(?m)^\\s*\\* ?", "").replaceAll("(?s)\\n\\s*@param.*", "");
        text = CODE.matcher(text).replaceAll("$1").replaceAll("\\s+", " ").strip();
        return text.replaceAll("\\s*(?:Written|Not guaranteed).*", "");
    }

    private static String row(EventType type) {
        Topic topic = type.topic();
        return "| `%s` | %s | `%s` | %s | %s |%n"
                .formatted(type.wireName(), meaning(type), topic.topicName(), topic.keyedBy(), topic.writer());
    }
}
