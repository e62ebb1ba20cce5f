package dev.slipway.dispatcher.template;

import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.dispatcher.container.ContainerSpec;
import dev.slipway.dispatcher.container.ImageRequest;
import dev.slipway.dispatcher.container.Labels;
import dev.slipway.dispatcher.container.RegistryLogin;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a due run of a {@code docker} pool is as a container. Pure: the same run always gives the same container. */
public final class ContainerTemplate {
    private static final String COMMAND = "prefect flow-run execute";
    private static final String HOST = "host.docker.internal";

    private final TemplateConfig config;
    private final String installation;

    public ContainerTemplate(TemplateConfig config, String installation) {
        this.config = config;
        this.installation = installation;
    }

    /**
     * The container of the attempt, without the attempt's credential.
     *
     * @param configuration the run's, with its references put in
     * @throws InvalidConfiguration if template and variables make none
     */
    public ContainerSpec render(RunDue due, JobConfiguration configuration) {
        JsonValues values = configuration.values();
        String command = values.text("command");
        return new ContainerSpec(
                ContainerName.of(RunName.of(due, values.text("name")), due, installation),
                image(values),
                ShellWords.split(command == null ? COMMAND : command),
                PrefectEnvironment.variables(due, values.textMap("env"), config.apiUrl(), config.workerName()),
                labels(due, values),
                network(values),
                Volumes.checked(values.texts("volumes"), config.policy()),
                memory(values),
                privileged(values),
                CreateOptions.of(values.object("container_create_kwargs")));
    }

    /** Whether the container of the attempt is to get the attempt's credential for our API. */
    public boolean wantsCredential(JobConfiguration configuration) {
        return !PrefectEnvironment.usesOwnServer(configuration.values().textMap("env"));
    }

    private ImageRequest image(JsonValues values) {
        String named = values.text("image");
        String reference = named == null ? config.defaultImage() : named.strip();
        return new ImageRequest(
                reference,
                ImageName.policy(values.text("image_pull_policy"), reference),
                login(values.object("registry_credentials")));
    }

    private static @Nullable RegistryLogin login(Map<String, Object> credentials) {
        if (credentials.isEmpty()) {
            return null;
        }
        var fields = new JsonValues(credentials);
        String address = fields.text("registry_url");
        String host = address == null ? "docker.io" : address.replaceFirst("^https?://", "");
        return new RegistryLogin(host, fields.text("username"), fields.text("password"), null);
    }

    private Map<String, String> labels(RunDue due, JsonValues values) {
        var labels = new LinkedHashMap<>(
                PrefectEnvironment.labels(due, values.textMap("labels"), config.workerName(), config.version()));
        labels.putAll(Labels.of(AttemptKey.of(due), installation, ContainerName.digest(due)));
        return labels;
    }

    private ContainerSpec.Network network(JsonValues values) {
        String mode = values.text("network_mode");
        List<String> networks = values.texts("networks");
        if (mode != null && !networks.isEmpty()) {
            throw new InvalidConfiguration("networks and network_mode exclude each other; set one of them.");
        }
        if (mode == null) {
            mode = networks.isEmpty() ? config.defaultNetwork() : networks.getFirst();
        }
        boolean foreign = mode.equals("host") || mode.startsWith("container:");
        if (foreign && !config.policy().hostNetwork()) {
            throw new InvalidConfiguration(
                    "network_mode " + mode + " is switched off here. Use a bridge network, or ask"
                            + " your operator for slipway.dispatcher.container.policy.host-network.");
        }
        boolean resolves = foreign || mode.equals("none");
        List<String> others = networks.size() > 1 ? networks.subList(1, networks.size()) : List.of();
        return new ContainerSpec.Network(mode, others, resolves ? Map.of() : Map.of(HOST, "host-gateway"));
    }

    private static ContainerSpec.Memory memory(JsonValues values) {
        String limit = values.text("mem_limit");
        String withSwap = values.text("memswap_limit");
        if (withSwap != null && limit == null) {
            throw new InvalidConfiguration("memswap_limit needs mem_limit.");
        }
        return new ContainerSpec.Memory(bytes("mem_limit", limit), bytes("memswap_limit", withSwap));
    }

    /** Null if unset; -1 is unlimited. */
    private static @Nullable Long bytes(String key, @Nullable String size) {
        if (size == null) {
            return null;
        }
        return size.equals("-1") ? -1L : ByteSize.parse(key, size);
    }

    private boolean privileged(JsonValues values) {
        boolean wanted = values.flag("privileged");
        if (wanted && !config.policy().privileged()) {
            throw new InvalidConfiguration("privileged containers are switched off here. Remove privileged, or ask your"
                    + " operator for slipway.dispatcher.container.policy.privileged.");
        }
        return wanted;
    }
}
