package dev.slipway.scheduler.automation.template;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Jinja, for templates of users: with limits of size, loops and depth, and without anything that reaches out of the values that
 * a template is given.
 */
@ApplicationScoped
public class Templates {
    private static final int LARGEST_OUTPUT = 1_000_000;
    private static final int LONGEST_LIST = 1_000;
    private static final int DEEPEST_RENDERING = 20;
    private static final int MOST_LOOPS = 10;
    private static final int DEEPEST_LOOP = 2;
    private static final int LONGEST_RANGE = 100;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");

    /** Made when the first template comes: most systems never have one. */
    private static final class Engine {
        static final Jinjava JINJAVA = jinjava();
    }

    private static Jinjava jinjava() {
        var jinjava = new Jinjava(JinjavaConfig.newBuilder()
                .withMaxOutputSize(LARGEST_OUTPUT)
                .withMaxStringLength(LARGEST_OUTPUT)
                .withMaxListSize(LONGEST_LIST)
                .withMaxMapSize(LONGEST_LIST)
                .withMaxRenderDepth(DEEPEST_RENDERING)
                .withRangeLimit(LONGEST_RANGE)
                .withNestedInterpretationEnabled(false)
                .withDisabled(Map.of(
                        Context.Library.TAG,
                        Set.of("include", "import", "from", "extends", "block", "call", "macro", "cycle", "do"),
                        Context.Library.FUNCTION,
                        Set.of("type")))
                .build());
        jinjava.getGlobalContext().registerFilter(new FlowRunIdFilter());
        return jinjava;
    }

    /** Whether there is anything in the text to be rendered. */
    public static boolean isTemplate(String text) {
        return text.contains("{{") || text.contains("{%");
    }

    /** Finds what is wrong with a template without rendering it. */
    public void validate(String template) throws TemplateFault {
        parsed(template);
    }

    /** Which of these names a template refers to; it may only be that it contains the word. */
    public Set<String> mentioned(List<String> templates, Set<String> names) {
        return templates.stream()
                .filter(Templates::isTemplate)
                .flatMap(template -> NAME.matcher(template).results())
                .map(match -> match.group())
                .filter(names::contains)
                .collect(Collectors.toSet());
    }

    /** The text with the values in it; names without a value are rendered as nothing. */
    public String render(String template, Map<String, Object> values) throws TemplateFault {
        if (!isTemplate(template)) {
            return template;
        }
        parsed(template);
        var result = Engine.JINJAVA.renderForResult(template, values);
        refuseFatal(result.getErrors());
        return result.getOutput();
    }

    private static void parsed(String template) throws TemplateFault {
        if (!isTemplate(template)) {
            return;
        }
        JinjavaInterpreter interpreter = Engine.JINJAVA.newInterpreter();
        Node root = interpreter.parse(template);
        refuseFatal(interpreter.getErrorsCopy());
        refuseUnclosed(template);
        refuseLoops(root);
    }

    /** The parser takes what is not closed for text, which is not what was meant. */
    private static void refuseUnclosed(String template) throws TemplateFault {
        for (var pair : List.of(List.of("{{", "}}"), List.of("{%", "%}"))) {
            int open = template.lastIndexOf(pair.getFirst());
            if (open >= 0 && template.indexOf(pair.getLast(), open) < 0) {
                int line = (int) template.substring(0, open).lines().count();
                throw new TemplateFault("unexpected end of template, expected '" + pair.getLast() + "'", line);
            }
        }
    }

    private static void refuseFatal(List<TemplateError> errors) throws TemplateFault {
        for (TemplateError error : errors) {
            if (error.getSeverity() == TemplateError.ErrorType.FATAL) {
                throw new TemplateFault(error.getMessage(), error.getLineno());
            }
        }
    }

    private static void refuseLoops(Node root) throws TemplateFault {
        int loops = loops(root);
        if (loops > MOST_LOOPS) {
            throw new TemplateFault(
                    "Contains " + loops + " for loops. Templates can contain no more than " + MOST_LOOPS
                            + " for loops.",
                    0);
        }
        int depth = loopDepth(root);
        if (depth > DEEPEST_LOOP) {
            throw new TemplateFault(
                    "Contains nested for loops at a depth of " + depth + ". Templates can nest for loops no more than "
                            + DEEPEST_LOOP + " loops deep.",
                    0);
        }
    }

    private static boolean isLoop(Node node) {
        return node instanceof TagNode tag && tag.getName().equals("for");
    }

    private static int loops(Node node) {
        return (isLoop(node) ? 1 : 0)
                + node.getChildren().stream().mapToInt(Templates::loops).sum();
    }

    private static int loopDepth(Node node) {
        return (isLoop(node) ? 1 : 0)
                + node.getChildren().stream()
                        .mapToInt(Templates::loopDepth)
                        .max()
                        .orElse(0);
    }
}
