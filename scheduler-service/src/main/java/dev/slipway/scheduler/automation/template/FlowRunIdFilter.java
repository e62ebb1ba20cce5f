package dev.slipway.scheduler.automation.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Prefect's filter that finds the id of a flow run in a text that has its address. */
final class FlowRunIdFilter implements Filter {
    private static final Pattern ADDRESS =
            Pattern.compile("flow-run/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})");

    @Override
    public String getName() {
        return "flow_run_id";
    }

    @Override
    public @Nullable Object filter(@Nullable Object text, JinjavaInterpreter interpreter, String... arguments) {
        var match = ADDRESS.matcher(text == null ? "" : text.toString());
        return match.find() ? match.group(1) : null;
    }
}
