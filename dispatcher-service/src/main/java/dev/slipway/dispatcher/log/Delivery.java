package dev.slipway.dispatcher.log;

import dev.slipway.dispatcher.container.LogLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which lines of a container's output are in its run's log already, because the Prefect client, which prints what it logs, has
 * delivered them. Pure.
 */
final class Delivery {
    /** As the client prints a message: {@code 10:15:30.123 | INFO    | Flow run 'otter' - message}. */
    private static final Pattern PRINTED = Pattern.compile("\\d{2}:\\d{2}:\\d{2}\\.\\d{3} \\| [A-Z]+ *\\| .*? - (.*)");

    private Delivery() {}

    /**
     * The lines that are not there, in their order.
     *
     * @param messages of the log; one that consists of several lines is as many lines of output
     */
    static List<LogLine> missing(List<LogLine> output, List<String> messages) {
        Map<String, Integer> delivered = new HashMap<>();
        messages.stream().flatMap(String::lines).forEach(line -> delivered.merge(line.strip(), 1, Integer::sum));
        return output.stream().filter(line -> !takeOne(delivered, line.text())).toList();
    }

    /** Each delivered line explains one line of output: what was printed twice was also logged twice. */
    private static boolean takeOne(Map<String, Integer> delivered, String printed) {
        Matcher message = PRINTED.matcher(printed);
        String text = (message.matches() ? message.group(1) : printed).strip();
        Integer left = delivered.get(text);
        if (left == null || left == 0) {
            return false;
        }
        delivered.put(text, left - 1);
        return true;
    }
}
