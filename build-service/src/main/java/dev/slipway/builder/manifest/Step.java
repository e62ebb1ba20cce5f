package dev.slipway.builder.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One step of {@code build}, {@code push} or {@code pull}: a dotted name and its inputs. */
record Step(String callable, Fields inputs) {
    /** A list of steps; a single one need not be in a list. */
    static List<Step> list(YamlDocument document, String path, @Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> items)) {
            return List.of(of(document, path, value));
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            steps.add(of(document, path + "[" + i + "]", items.get(i)));
        }
        return steps;
    }

    private static Step of(YamlDocument document, String path, @Nullable Object value) {
        Fields step = Fields.of(document, path, value);
        if (step.values().size() != 1) {
            throw document.invalid(path, "must have one key, the name of the step, with the inputs below it.");
        }
        Map.Entry<String, @Nullable Object> only =
                step.values().entrySet().iterator().next();
        Object inputs = only.getValue() == null ? Map.of() : only.getValue();
        return new Step(only.getKey(), Fields.of(document, path + "." + only.getKey(), inputs));
    }

    @Nullable
    String id() {
        return inputs.text("id");
    }
}
