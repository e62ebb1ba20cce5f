package dev.slipway.dispatcher.template;

import dev.slipway.contracts.run.v1.RunDue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The name that a run's infrastructure is wanted to have: the variable {@code name}, else the run's own. */
final class RunName {
    private RunName() {}

    static String of(RunDue due, @Nullable String wanted) {
        if (wanted == null) {
            return due.flowRunName();
        }
        var run = new LinkedHashMap<String, Object>();
        run.put("id", due.flowRunId().toString());
        run.put("name", due.flowRunName());
        run.put("flow_id", due.flowId().toString());
        if (due.deploymentId() != null) {
            run.put("deployment_id", due.deploymentId().toString());
        }
        Map<String, Object> flow = Map.of("id", due.flowId().toString(), "name", due.flowName());
        Object name = Placeholders.apply(wanted, Map.of("ctx", Map.of("flow", flow, "flow_run", run)));
        return name == null ? wanted : PythonText.of(name);
    }
}
