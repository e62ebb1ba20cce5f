package dev.slipway.dispatcher.kubernetes;

import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.dispatcher.dispatch.Installation;
import dev.slipway.dispatcher.provenance.RequiredProvenance;
import dev.slipway.dispatcher.reference.ReferencedValues;
import dev.slipway.dispatcher.template.JobManifest;
import dev.slipway.dispatcher.template.KubernetesConfig;
import dev.slipway.dispatcher.template.KubernetesTemplate;
import jakarta.enterprise.context.ApplicationScoped;

/** What a run's Job is to be. */
@ApplicationScoped
class KubernetesManifests {
    private final KubernetesConfig config;
    private final Installation installation;
    private final ReferencedValues references;
    private final RequiredProvenance provenance;

    KubernetesManifests(
            KubernetesConfig config,
            Installation installation,
            ReferencedValues references,
            RequiredProvenance provenance) {
        this.config = config;
        this.installation = installation;
        this.references = references;
        this.provenance = provenance;
    }

    JobManifest render(RunDue due) {
        return new KubernetesTemplate(config, installation.name()).render(due, references.configuration(due));
    }

    /** That may be started. */
    JobManifest startable(RunDue due) {
        JobManifest manifest = render(due);
        provenance.check(due, manifest.images());
        return manifest;
    }
}
