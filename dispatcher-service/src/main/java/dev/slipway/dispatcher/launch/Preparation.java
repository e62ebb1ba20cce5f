package dev.slipway.dispatcher.launch;

import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.dispatcher.container.ContainerSpec;
import dev.slipway.dispatcher.credential.AttemptCredentials;
import dev.slipway.dispatcher.dispatch.Installation;
import dev.slipway.dispatcher.dispatch.Launch;
import dev.slipway.dispatcher.provenance.RequiredProvenance;
import dev.slipway.dispatcher.reference.ReferencedValues;
import dev.slipway.dispatcher.template.ContainerTemplate;
import dev.slipway.dispatcher.template.JobConfiguration;
import dev.slipway.dispatcher.template.TemplateConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** All that a container needs before it can be created: its description, its credential, its image. */
@ApplicationScoped
class Preparation {
    private static final String AUTH = "PREFECT_API_AUTH_STRING";
    private static final Executor OWN_THREAD = task -> Thread.ofVirtual().start(task);

    private final TemplateConfig config;
    private final Installation installation;
    private final ReferencedValues references;
    private final AttemptCredentials credentials;
    private final Images images;
    private final RequiredProvenance provenance;

    Preparation(
            TemplateConfig config,
            Installation installation,
            ReferencedValues references,
            AttemptCredentials credentials,
            Images images,
            RequiredProvenance provenance) {
        this.config = config;
        this.installation = installation;
        this.references = references;
        this.credentials = credentials;
        this.images = images;
        this.provenance = provenance;
    }

    /** The container to create; empty if it was not wanted any more after a pull, which can take minutes. */
    Optional<ContainerSpec> prepare(Launch launch, BooleanSupplier isStillWanted) {
        RunDue due = launch.request();
        var template = new ContainerTemplate(config, installation.name());
        JobConfiguration configuration = references.configuration(due);
        ContainerSpec spec = template.render(due, configuration);
        provenance.check(due, List.of(spec.image().reference()));
        if (!template.wantsCredential(configuration)) {
            return images.ensure(due.workspace(), spec.image(), isStillWanted) ? Optional.of(spec) : Optional.empty();
        }
        // the gateway and the engine are asked at the same time
        var credential = CompletableFuture.supplyAsync(() -> credentials.authString(launch.key()), OWN_THREAD);
        boolean wanted = images.ensure(due.workspace(), spec.image(), isStillWanted);
        return wanted ? Optional.of(spec.withEnvironment(Map.of(AUTH, result(credential)))) : Optional.empty();
    }

    private static String result(CompletableFuture<String> credential) {
        try {
            return credential.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
