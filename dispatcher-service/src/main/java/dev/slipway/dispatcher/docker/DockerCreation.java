package dev.slipway.dispatcher.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Volume;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.ContainerRefused;
import dev.slipway.dispatcher.container.ContainerSpec;
import dev.slipway.dispatcher.container.CreateOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A container's description in the engine's terms. */
final class DockerCreation {
    private DockerCreation() {}

    static CreateContainerCmd command(DockerClient client, ContainerSpec spec) {
        HostConfig host = host(spec);
        CreateContainerCmd command = client.createContainerCmd(spec.image().reference())
                .withName(spec.name())
                .withLabels(spec.labels())
                .withEnv(spec.environment().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList())
                .withCmd(spec.command())
                .withHostConfig(host)
                .withVolumes(spec.volumes().stream()
                        .filter(volume -> !volume.contains(":"))
                        .map(Volume::new)
                        .toList());
        spec.options().forEach((option, value) -> apply(option, value, command, host));
        return command;
    }

    private static HostConfig host(ContainerSpec spec) {
        HostConfig host = HostConfig.newHostConfig()
                .withNetworkMode(spec.network().mode())
                .withInit(true)
                .withRestartPolicy(RestartPolicy.noRestart())
                .withPrivileged(spec.privileged())
                .withBinds(spec.volumes().stream()
                        .filter(volume -> volume.contains(":"))
                        .map(Bind::parse)
                        .toList())
                .withExtraHosts(hosts(spec));
        if (spec.memory().limit() != null) {
            host.withMemory(spec.memory().limit());
        }
        if (spec.memory().withSwap() != null) {
            host.withMemorySwap(spec.memory().withSwap());
        }
        return host;
    }

    private static String[] hosts(ContainerSpec spec) {
        var hosts = new LinkedHashMap<>(spec.network().hosts());
        if (spec.options().get(CreateOption.EXTRA_HOSTS) instanceof Map<?, ?> more) {
            more.forEach((name, address) -> hosts.put(String.valueOf(name), String.valueOf(address)));
        }
        return hosts.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .toArray(String[]::new);
    }

    private static void apply(CreateOption option, Object value, CreateContainerCmd command, HostConfig host) {
        switch (option) {
            case ENTRYPOINT -> command.withEntrypoint(words(value));
            case USER -> command.withUser((String) value);
            case WORKING_DIR -> command.withWorkingDir((String) value);
            case HOSTNAME -> command.withHostName((String) value);
            case DOMAINNAME -> command.withDomainName((String) value);
            case STOP_SIGNAL -> command.withStopSignal((String) value);
            case RUNTIME -> host.withRuntime((String) value);
            case CPUSET_CPUS -> host.withCpusetCpus((String) value);
            case CPU_SHARES -> host.withCpuShares(Math.toIntExact((Long) value));
            case CPU_PERIOD -> host.withCpuPeriod((Long) value);
            case CPU_QUOTA -> host.withCpuQuota((Long) value);
            case NANO_CPUS -> host.withNanoCPUs((Long) value);
            case PIDS_LIMIT -> host.withPidsLimit((Long) value);
            case OOM_SCORE_ADJ -> host.withOomScoreAdj(Math.toIntExact((Long) value));
            case SHM_SIZE -> host.withShmSize((Long) value);
            case READ_ONLY -> host.withReadonlyRootfs((Boolean) value);
            case INIT -> host.withInit((Boolean) value);
            case CAP_DROP ->
                host.withCapDrop(
                        words(value).stream().map(DockerCreation::capability).toArray(Capability[]::new));
            case DNS -> host.withDns(words(value));
            case DNS_SEARCH -> host.withDnsSearch(words(value));
            case GROUP_ADD -> host.withGroupAdd(words(value));
            case TMPFS -> host.withTmpFs(pairs(value));
            case EXTRA_HOSTS -> {
                // part of the host configuration from the start
            }
        }
    }

    private static Capability capability(String name) {
        try {
            return Capability.valueOf(name.replaceFirst("^CAP_", ""));
        } catch (IllegalArgumentException e) {
            throw new ContainerRefused(
                    EndReason.INVALID_CONFIGURATION, "container_create_kwargs.cap_drop: no capability " + name + ".");
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> words(Object value) {
        return (List<String>) value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> pairs(Object value) {
        return (Map<String, String>) value;
    }
}
