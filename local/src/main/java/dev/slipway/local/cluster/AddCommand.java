package dev.slipway.local.cluster;

import dev.slipway.local.client.SecretFile;
import dev.slipway.local.process.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "add", description = "Adds a cluster, or changes the one of that name.")
final class AddCommand implements Runnable {
    @Parameters(paramLabel = "name", description = "By which pools name it, in the job variable cluster.")
    private String name = "";

    @ArgGroup(multiplicity = "1")
    private Access access = new Access();

    @Option(
            names = "--namespace",
            paramLabel = "N",
            description = "Where runs may be; more than once for more; default by default.")
    private List<String> namespaces = new ArrayList<>();

    @Override
    public void run() {
        var definition = new LinkedHashMap<>(access.definition());
        definition.put("namespaces", namespaces.isEmpty() ? List.of("default") : namespaces);
        try (Gateway gateway = Gateway.ofThisProcess()) {
            gateway.put(ClusterName.checked(name), definition);
        }
        System.out.printf("the cluster %s is added; see whether it will do: ./slipway cluster test %s%n", name, name);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CannotStart("The file %s can't be read.".formatted(file), e);
        }
    }

    /** How it is reached: one of the three. */
    private static final class Access {
        @ArgGroup(exclusive = false)
        private @Nullable FromFile file;

        @ArgGroup(exclusive = false)
        private @Nullable FromToken token;

        @Option(names = "--in-cluster", description = "The cluster that Slipway itself runs in.")
        private boolean inCluster;

        Map<String, Object> definition() {
            if (file != null) {
                return Map.of("kubeconfig", file.kubeconfig());
            }
            return token == null ? Map.of("inCluster", inCluster) : token.definition();
        }
    }

    private static final class FromFile {
        @Option(names = "--kubeconfig", required = true, paramLabel = "FILE", description = "As kubectl reads it.")
        private Path kubeconfig = Path.of("");

        @Option(names = "--context", paramLabel = "C", description = "The file's current context by default.")
        private @Nullable String context;

        String kubeconfig() {
            return KubeconfigFile.read(kubeconfig).selfContained(context);
        }
    }

    private static final class FromToken {
        @Option(names = "--server", required = true, paramLabel = "URL")
        private String server = "";

        @Option(
                names = "--token-file",
                required = true,
                paramLabel = "FILE",
                description = "What kubectl create token prints.")
        private Path tokenFile = Path.of("");

        @Option(
                names = "--ca",
                paramLabel = "FILE",
                description = "Of the server's certificate, if it is no public one.")
        private @Nullable Path authority;

        Map<String, Object> definition() {
            var definition = new LinkedHashMap<String, Object>();
            definition.put("server", server);
            definition.put("token", SecretFile.read(tokenFile));
            if (authority != null) {
                definition.put("certificateAuthority", read(authority));
            }
            return definition;
        }
    }
}
