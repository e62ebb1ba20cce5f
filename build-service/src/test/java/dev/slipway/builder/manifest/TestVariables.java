package dev.slipway.builder.manifest;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The variables of a push to {@code team/hello-flow}. */
final class TestVariables {
    private TestVariables() {}

    static Variables of(String commit, String password) {
        Map<String, String> values =
                new HashMap<>(CiVariables.ofProject("https://gitlab.example/team/hello-flow.git", "team/hello-flow"));
        values.putAll(CiVariables.of(
                new CiVariables.Push("refs/heads/main", commit, "0".repeat(40), "main", "a title", null, null, null)));
        values.put("CI_REGISTRY", "registry.example:5000");
        values.put("CI_REGISTRY_IMAGE", "registry.example:5000/team/hello-flow");
        values.put("CI_REGISTRY_USER", "robot");
        values.put("CI_REGISTRY_PASSWORD", password);
        values.put("ALIAS", "the " + password);
        return new Variables(values, Set.of("CI_REGISTRY_PASSWORD"), Set.of(password), Set.of());
    }
}
