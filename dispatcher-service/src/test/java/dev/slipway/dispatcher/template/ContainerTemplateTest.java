package dev.slipway.dispatcher.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.dispatcher.container.ContainerSpec;
import dev.slipway.dispatcher.container.CreateOption;
import dev.slipway.dispatcher.container.PullPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerTemplateTest {
    @Test
    void withoutAnyVariableTheDefaultsHold() {
        ContainerSpec spec = render(Map.of());

        assertThat(spec.image().reference()).isEqualTo("default/image:1");
        assertThat(spec.command()).containsExactly("prefect", "flow-run", "execute");
        assertThat(spec.network().mode()).isEqualTo("bridge");
        assertThat(spec.network().hosts()).containsExactly(entry("host.docker.internal", "host-gateway"));
        assertThat(spec.memory()).isEqualTo(new ContainerSpec.Memory(null, null));
        assertThat(spec.privileged()).isFalse();
        assertThat(spec.volumes()).isEmpty();
        assertThat(spec.options()).isEmpty();
    }

    @Test
    void theEnvironmentIsThatOfAWorker() {
        assertThat(render(Map.of()).environment())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "PREFECT_API_URL", "http://host.docker.internal:4200/api",
                        "PREFECT__FLOW_RUN_ID", Runs.RUN.toString(),
                        "PREFECT__FLOW_ID", Runs.FLOW.toString(),
                        "PREFECT__FLOW_NAME", "Hello Flow",
                        "PREFECT__DEPLOYMENT_ID", Runs.DEPLOYMENT.toString(),
                        "PREFECT__DEPLOYMENT_NAME", "nightly",
                        "PREFECT__WORKER_NAME", "slipway"));
    }

    @Test
    void theUsersVariablesWinAndANullTakesOneAway() {
        var env = new HashMap<String, @Nullable Object>();
        env.put("PREFECT__FLOW_NAME", null);
        env.put("PREFECT__WORKER_NAME", "mine");
        env.put("PREFECT__FLOW_RUN_ID", "another");
        env.put("NUMBER", 1.5);
        env.put("FLAG", true);

        assertThat(render(Map.of("env", env)).environment())
                .contains(
                        entry("PREFECT__WORKER_NAME", "mine"),
                        entry("NUMBER", "1.5"),
                        entry("FLAG", "True"),
                        entry("PREFECT__FLOW_RUN_ID", Runs.RUN.toString()))
                .doesNotContainKey("PREFECT__FLOW_NAME");
    }

    @Test
    void aSharedCredentialDoesNotReplaceTheAttemptsOwn() {
        var due = Runs.due(Map.of("env", Map.of("PREFECT_API_AUTH_STRING", "admin:shared")));

        assertThat(render(false, due).environment()).doesNotContainKey("PREFECT_API_AUTH_STRING");
        assertThat(template(false).wantsCredential(JobConfiguration.of(due))).isTrue();
    }

    @Test
    void aRunOfAnotherServerKeepsItsCredentialAndGetsNoneOfOurs() {
        var due = Runs.due(
                Map.of("env", Map.of("PREFECT_API_URL", "https://other/api", "PREFECT_API_AUTH_STRING", "their:own")));

        assertThat(render(false, due).environment()).containsEntry("PREFECT_API_AUTH_STRING", "their:own");
        assertThat(template(false).wantsCredential(JobConfiguration.of(due))).isFalse();
    }

    @Test
    void labelsAreThoseOfAWorkerInDockersFormAndOurs() {
        assertThat(render(Map.of("labels", Map.of("team.example/owner", "me", "plain", "x")))
                        .labels())
                .contains(
                        entry("io.prefect.flow-run-id", Runs.RUN.toString()),
                        entry("io.prefect.flow-run-name", "gentle-otter"),
                        entry("io.prefect.work-pool-name", "containers"),
                        entry("io.prefect.worker-name", "slipway"),
                        entry("io.prefect.flow-name", "Hello Flow"),
                        entry("io.prefect.deployment-name", "nightly"),
                        entry("io.prefect.deployment-updated", "2026-11-01T10:00:00Z"),
                        entry("example.team.owner", "me"),
                        entry("plain", "x"),
                        entry("dev.slipway/run-id", Runs.RUN.toString()),
                        entry("dev.slipway/attempt", "1"),
                        entry("dev.slipway/workspace", "default"),
                        entry("dev.slipway/installation", "here"))
                .containsKey("dev.slipway/digest");
    }

    @Test
    void theNameIsOneForEachAttemptAndReadable() {
        String first = render(Map.of()).name();

        assertThat(first)
                .matches("gentle-otter-[0-9a-f]{12}")
                .isEqualTo(render(Map.of()).name());
        assertThat(render(false, Runs.due(Map.of(), 2)).name()).isNotEqualTo(first);
        assertThat(new ContainerTemplate(Runs.config(false), "there")
                        .render(Runs.due(Map.of()), JobConfiguration.of(Runs.due(Map.of())))
                        .name())
                .isNotEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        my job!                                     | my-job-
        --_.x                                       | x-
        Grün & Söhne                                | Grun-Sohne-
        run-{{ ctx.flow_run.name }}                 | run-gentle-otter-
        {{ ctx.flow.name }}/{{ ctx.flow_run.name }} | Hello-Flow-gentle-otter-
        {{ ctx.flow.nothing }}                      | ctx.flow.nothing-
        ???                                         | run-
        """)
    void theWantedNameIsMadeFitForTheEngine(String wanted, String start) {
        assertThat(render(Map.of("name", wanted)).name()).matches(Pattern.quote(start) + "[0-9a-f]{12}");
    }

    @Test
    void aLongNameIsCut() {
        assertThat(render(Map.of("name", "x".repeat(500))).name()).hasSize(63 + 1 + 12);
    }

    @Test
    void anotherContentOfTheSameAttemptIsAnotherDigest() {
        assertThat(render(Map.of()).labels().get("dev.slipway/digest"))
                .isEqualTo(render(Map.of()).labels().get("dev.slipway/digest"))
                .isNotEqualTo(render(Map.of("image", "x")).labels().get("dev.slipway/digest"));
    }

    @ParameterizedTest
    @CsvSource({
        "app, , ALWAYS",
        "app:latest, , ALWAYS",
        "host:5000/app, , ALWAYS",
        "host:5000/app:latest, , ALWAYS",
        "app:1, , IF_NOT_PRESENT",
        "host:5000/app:1, , IF_NOT_PRESENT",
        "host:5000/team/app@sha256:ab, , IF_NOT_PRESENT",
        "app:latest@sha256:ab, , IF_NOT_PRESENT",
        "app:latest, IfNotPresent, IF_NOT_PRESENT",
        "app:1, Always, ALWAYS",
        "app:1, Never, NEVER",
        "app, IfPossible, IF_POSSIBLE"
    })
    void theImageIsPulledAsItsReferenceAndPolicySay(String image, @Nullable String policy, PullPolicy expected) {
        var variables = new HashMap<String, Object>(Map.of("image", image));
        if (policy != null) {
            variables.put("image_pull_policy", policy);
        }

        assertThat(render(variables).image().policy()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "300m, 314572800",
        "2g, 2147483648",
        "1.5g, 1610612736",
        "512mb, 536870912",
        "100000b, 100000",
        "1000k, 1024000",
        "77, 77",
        "1G, 1073741824"
    })
    void memoryIsReadAsDockerPyReadsIt(String size, long bytes) {
        assertThat(render(Map.of("mem_limit", size)).memory().limit()).isEqualTo(bytes);
    }

    @Test
    void swapNeedsALimitAndMayBeUnlimited() {
        assertThat(render(Map.of("mem_limit", "1g", "memswap_limit", "-1"))
                        .memory()
                        .withSwap())
                .isEqualTo(-1L);
        assertRefused(Map.of("memswap_limit", "1g"), "mem_limit");
    }

    @Test
    void networksAreJoinedInTheirOrder() {
        var network = render(Map.of("networks", List.of("a", "b", "c"))).network();

        assertThat(network.mode()).isEqualTo("a");
        assertThat(network.others()).containsExactly("b", "c");
        assertRefused(Map.of("networks", List.of("a"), "network_mode", "bridge"), "exclude each other");
        assertThat(render(Map.of("network_mode", "none")).network().hosts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data:/data", "data:/data:ro", "my.vol-1:/x:rw", "/anonymous"})
    void namedAndAnonymousVolumesAreTaken(String volume) {
        assertThat(render(Map.of("volumes", List.of(volume))).volumes()).containsExactly(volume);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ./data:/data   | relative
        data           | source:/path
        data:rel       | absolute path
        data:/x:exec   | unknown option
        $(pwd):/x      | invalid volume name
        /srv:/x        | switched off
        """)
    void otherVolumesAreRefused(String volume, String word) {
        assertRefused(Map.of("volumes", List.of(volume)), word);
    }

    @Test
    void whatReachesBeyondTheContainerNeedsThePolicysLeave() {
        assertRefused(Map.of("privileged", true), "switched off");
        assertRefused(Map.of("network_mode", "host"), "switched off");
        assertRefused(Map.of("network_mode", "container:other"), "switched off");

        assertThat(render(true, Runs.due(Map.of("privileged", true))).privileged())
                .isTrue();
        assertThat(render(true, Runs.due(Map.of("network_mode", "host")))
                        .network()
                        .mode())
                .isEqualTo("host");
        assertThat(render(true, Runs.due(Map.of("volumes", List.of("/srv:/x:ro"))))
                        .volumes())
                .containsExactly("/srv:/x:ro");
    }

    @Test
    void theSupportedCreateArgumentsAreRead() {
        var arguments = Map.of(
                "entrypoint",
                "sh -c",
                "cpu_shares",
                512,
                "shm_size",
                "64m",
                "read_only",
                true,
                "dns",
                List.of("1.1.1.1"),
                "extra_hosts",
                List.of("db:10.0.0.1"),
                "tmpfs",
                Map.of("/tmp", "size=10m"),
                "labels",
                Map.of("ignored", "as the worker does"));

        assertThat(render(Map.of("container_create_kwargs", arguments)).options())
                .containsOnly(
                        entry(CreateOption.ENTRYPOINT, List.of("sh", "-c")),
                        entry(CreateOption.CPU_SHARES, 512L),
                        entry(CreateOption.SHM_SIZE, 64L << 20),
                        entry(CreateOption.READ_ONLY, true),
                        entry(CreateOption.DNS, List.of("1.1.1.1")),
                        entry(CreateOption.EXTRA_HOSTS, Map.of("db", "10.0.0.1")),
                        entry(CreateOption.TMPFS, Map.of("/tmp", "size=10m")));
    }

    @Test
    void unknownOrWrongCreateArgumentsAreToldByName() {
        assertRefused(
                Map.of("container_create_kwargs", Map.of("devices", List.of())), "container_create_kwargs.devices");
        assertRefused(Map.of("container_create_kwargs", Map.of("cap_add", List.of("ALL"))), "Supported are: cap_drop");
        assertRefused(Map.of("container_create_kwargs", Map.of("cpu_shares", "many")), "whole number");
        assertRefused(Map.of("container_create_kwargs", "x"), "must be an object");
    }

    @Test
    void wrongTypesAreToldByTheVariablesName() {
        assertRefused(Map.of("mem_limit", "lots"), "mem_limit must be");
        assertRefused(Map.of("networks", "a"), "networks must be a list");
        assertRefused(Map.of("privileged", "perhaps"), "privileged must be");
        assertRefused(Map.of("image_pull_policy", "Sometimes"), "image_pull_policy must be");
        assertRefused(Map.of("env", List.of("A=1")), "env must be an object");
    }

    @Test
    void aCredentialThatCameAsPlainValuesIsUsed() {
        var login = render(Map.of(
                        "registry_credentials",
                        Map.of(
                                "username",
                                "me",
                                "password",
                                "secret",
                                "registry_url",
                                "https://registry.example:5000")))
                .image()
                .login();

        assertThat(Objects.requireNonNull(login).address()).isEqualTo("registry.example:5000");
        assertThat(login.toString()).doesNotContain("secret");
    }

    private static ContainerTemplate template(boolean everythingAllowed) {
        return new ContainerTemplate(Runs.config(everythingAllowed), "here");
    }

    private static ContainerSpec render(boolean everythingAllowed, RunDue due) {
        return template(everythingAllowed).render(due, JobConfiguration.of(due));
    }

    private static ContainerSpec render(Map<String, Object> variables) {
        return render(false, Runs.due(variables));
    }

    private static void assertRefused(Map<String, Object> variables, String words) {
        assertThatThrownBy(() -> render(variables))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining(words);
    }
}
