package dev.slipway.dispatcher.template;

import dev.slipway.contracts.run.v1.RunDue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code env} of the run's container in the worker's order: the server's address and the credential, what says whose run
 * it is, the variable {@code env}, and what the template has beside these.
 *
 * @param values of the variable {@code env}, by name; null takes a variable away
 * @param references its entries with {@code valueFrom}
 */
record JobEnvironment(Map<String, @Nullable String> values, List<Map<String, Object>> references) {
    private static final String ON_EVICTION = "PREFECT_FLOW_RUN_EXECUTE_SIGTERM_BEHAVIOR";
    private static final String NAME = "name";
    private static final String VALUE = "value";
    private static final String REFERENCE = "valueFrom";

    /** Reads the variable {@code env}: an object, or a list as Kubernetes has it. */
    static JobEnvironment of(JsonValues configuration) {
        if (!(configuration.raw("env") instanceof List<?> list)) {
            return new JobEnvironment(configuration.textMap("env"), List.of());
        }
        var values = new LinkedHashMap<String, @Nullable String>();
        var references = new ArrayList<Map<String, Object>>();
        for (Map<String, Object> entry : entries(list, "env")) {
            Object value = entry.get(VALUE);
            if (entry.containsKey(REFERENCE)) {
                references.add(entry);
            } else if (entry.containsKey(VALUE)) {
                values.put(name(entry), value == null ? null : PythonText.of(value));
            }
        }
        return new JobEnvironment(values, references);
    }

    /**
     * Whether the user sends the run to another server with a credential for it; see {@link PrefectEnvironment#usesOwnServer}.
     */
    boolean usesOwnServer() {
        Set<String> set = new HashSet<>();
        values.forEach((name, value) -> {
            if (value != null) {
                set.add(name);
            }
        });
        references.forEach(entry -> set.add(name(entry)));
        return set.contains(PrefectEnvironment.API_URL) && set.contains(PrefectEnvironment.AUTH);
    }

    /** Writes the {@code env} of the run's container; the credential is a reference to the secret of that name. */
    void addTo(JobShape shape, RunDue due, KubernetesConfig config, String secret) {
        var variables =
                new LinkedHashMap<>(PrefectEnvironment.variables(due, values, config.apiUrl(), config.workerName()));
        String own = values.get(PrefectEnvironment.AUTH);
        if (own != null && usesOwnServer()) {
            variables.put(PrefectEnvironment.AUTH, own);
        }
        boolean leavesRetriesToUs = shape.spec().get("backoffLimit") instanceof Number limit && limit.intValue() == 0;
        List<Map<String, Object>> entries = new ArrayList<>();
        variables.forEach((name, value) -> entries.add(entry(name, value)));
        entries.addAll(references);
        entries.removeIf(this::isReserved);
        onEviction(entries, leavesRetriesToUs);
        if (!usesOwnServer()) {
            int place = variables.containsKey(PrefectEnvironment.API_URL) ? 1 : 0;
            entries.add(place, SecretEnvironment.reference(PrefectEnvironment.AUTH, secret, PrefectEnvironment.AUTH));
        }
        addTemplate(entries, shape.main());
        shape.main().put("env", entries);
    }

    /** What a reference of the user's may not replace. */
    private boolean isReserved(Map<String, Object> entry) {
        String name = name(entry);
        return entry.containsKey(REFERENCE)
                && (name.equals(PrefectEnvironment.RUN_ID)
                        || (name.equals(PrefectEnvironment.AUTH) && !usesOwnServer()));
    }

    /** Who starts an evicted run again: Prefect if Kubernetes does not. */
    private void onEviction(List<Map<String, Object>> entries, boolean leavesRetriesToUs) {
        var named = entries.stream()
                .filter(entry -> name(entry).equals(ON_EVICTION))
                .toList();
        boolean says = named.stream().anyMatch(entry -> entry.containsKey(REFERENCE) || !"".equals(entry.get(VALUE)));
        if (leavesRetriesToUs && says) {
            return;
        }
        Map<String, Object> wanted = entry(ON_EVICTION, leavesRetriesToUs ? "reschedule" : "relinquish");
        if (named.size() == 1 && references.isEmpty()) {
            entries.set(entries.indexOf(named.getFirst()), wanted);
        } else {
            entries.removeAll(named);
            entries.add(wanted);
        }
    }

    private static void addTemplate(List<Map<String, Object>> entries, Map<String, Object> main) {
        if (main.get("env") instanceof List<?> template) {
            Set<String> names = new HashSet<>();
            entries.forEach(entry -> names.add(name(entry)));
            entries(template, "spec.template.spec.containers[0].env").stream()
                    .filter(entry -> !names.contains(name(entry)))
                    .forEach(entries::add);
        }
    }

    /** The entries of a list as Kubernetes has it, changeable. */
    static List<Map<String, Object>> entries(List<?> list, String path) {
        var entries = new ArrayList<Map<String, Object>>();
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> entry) || !(entry.get(NAME) instanceof String)) {
                throw JsonValues.wrong(path, "an object of names and values, or a list of entries with a name each");
            }
            entries.add(JsonCopy.map(entry));
        }
        return entries;
    }

    static String name(Map<String, Object> entry) {
        return String.valueOf(entry.get(NAME));
    }

    private static Map<String, Object> entry(String name, String value) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put(NAME, name);
        entry.put(VALUE, value);
        return entry;
    }
}
