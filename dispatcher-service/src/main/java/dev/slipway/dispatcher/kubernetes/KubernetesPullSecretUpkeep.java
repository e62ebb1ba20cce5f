package dev.slipway.dispatcher.kubernetes;

import dev.slipway.dispatcher.container.ContainerRefused;
import dev.slipway.dispatcher.container.InfrastructureUnavailable;
import dev.slipway.dispatcher.container.Labels;
import dev.slipway.dispatcher.container.RegistryLogin;
import dev.slipway.dispatcher.credential.RegistryLogins;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.Installation;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Keeps the pull secrets of live Jobs as fresh as the logins that they hold, and removes what no live Job has used for a while. */
@ApplicationScoped
class KubernetesPullSecretUpkeep {
    private static final Logger LOG = Logger.getLogger(KubernetesPullSecretUpkeep.class);

    private final KubernetesPullSecrets secrets;
    private final RegistryLogins logins;
    private final Installation installation;
    private final Clock clock;
    private final Map<String, String> told = new ConcurrentHashMap<>();

    KubernetesPullSecretUpkeep(
            KubernetesPullSecrets secrets, RegistryLogins logins, Installation installation, Clock clock) {
        this.secrets = secrets;
        this.logins = logins;
        this.installation = installation;
        this.clock = clock;
    }

    /** One round in all namespaces of a cluster; trouble in one leaves the others as well cared for. */
    void tend(KubernetesCluster cluster, List<Job> live) {
        Map<Name, Job> used = live.stream()
                .flatMap(job -> names(job).map(name -> Map.entry(name, job)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, other) -> first));
        for (String namespace : cluster.definition().namespaces()) {
            String where = "pull secrets in " + cluster.definition().name() + "/" + namespace;
            try {
                List<Secret> there = ours(cluster, namespace);
                there.forEach(secret -> tend(cluster, secret, used.containsKey(Name.of(secret))));
                var missing = new HashMap<>(used);
                missing.keySet().removeIf(name -> !name.namespace().equals(namespace));
                missing.keySet().removeAll(there.stream().map(Name::of).collect(Collectors.toSet()));
                missing.forEach((name, job) -> restore(cluster, name, job));
                told.remove(where);
            } catch (KubernetesClientException e) {
                tell(where, KubernetesWords.of(e));
            }
        }
    }

    private void tend(KubernetesCluster cluster, Secret secret, boolean used) {
        if (used) {
            KubernetesPullSecret.of(secret).ifPresent(described -> refresh(cluster, described));
        } else if (KubernetesPullSecret.usedAt(secret)
                        .plus(secrets.keepUnused())
                        .isBefore(clock.instant())
                && secrets.writer(cluster).remove(secret)) {
            LOG.infof("removed the unused pull secret %s", Name.of(secret));
        }
    }

    /** Somebody removed it, and pods that have not pulled yet need it. */
    private void restore(KubernetesCluster cluster, Name name, Job user) {
        String what = "the pull secret " + name;
        try {
            // what is kept of Jobs in memory does not have their images
            Job job = cluster.call(client -> client.resource(user).get());
            Optional<AttemptKey> attempt = Labels.attempt(user.getMetadata().getLabels());
            if (job != null && attempt.isPresent()) {
                secrets.restore(cluster, name.namespace(), attempt.get().workspace(), images(job));
                LOG.warnf(
                        "%s had been removed, and is there again for %s",
                        what, job.getMetadata().getName());
            }
            told.remove(what);
        } catch (ContainerRefused | InfrastructureUnavailable e) {
            tell(what, String.valueOf(e.getMessage()));
        }
    }

    private static List<String> images(Job job) {
        PodSpec pod = job.getSpec().getTemplate().getSpec();
        return Stream.concat(pod.getContainers().stream(), pod.getInitContainers().stream())
                .map(Container::getImage)
                .distinct()
                .toList();
    }

    /** What can't be refreshed stays as it is, for as long as its registry takes it. */
    private void refresh(KubernetesCluster cluster, KubernetesPullSecret secret) {
        String what = "the pull secret " + secret.namespace() + "/" + secret.name() + " of " + secret.address();
        try {
            logins.at(secret.workspace(), secret.address()).ifPresent(login -> write(cluster, secret, login));
            told.remove(what);
        } catch (ContainerRefused | InfrastructureUnavailable e) {
            tell(what, String.valueOf(e.getMessage()));
        }
    }

    private void write(KubernetesCluster cluster, KubernetesPullSecret secret, RegistryLogin login) {
        Instant now = clock.instant();
        if (secrets.writer(cluster).write(secret.with(login, now))) {
            LOG.debugf("the pull secret %s/%s was refreshed", secret.namespace(), secret.name());
        }
    }

    private List<Secret> ours(KubernetesCluster cluster, String namespace) {
        List<Secret> labelled = cluster.call(client -> client.secrets()
                .inNamespace(namespace)
                .withLabel(Labels.INSTALLATION, installation.name())
                .withField("type", KubernetesPullSecret.TYPE)
                .list()
                .getItems());
        return labelled.stream()
                .filter(secret -> KubernetesPullSecret.isOurs(secret, installation.name()))
                .toList();
    }

    private void tell(String what, String why) {
        if (!why.equals(told.put(what, why))) {
            LOG.warnf("%s: not kept fresh: %s", what, why);
        }
    }

    private static Stream<Name> names(Job job) {
        Map<String, String> labels = job.getMetadata().getLabels();
        return labels == null
                ? Stream.empty()
                : KubernetesPullSecret.namedBy(labels)
                        .map(name -> new Name(job.getMetadata().getNamespace(), name));
    }

    private record Name(String namespace, String name) {
        static Name of(Secret secret) {
            return new Name(
                    secret.getMetadata().getNamespace(), secret.getMetadata().getName());
        }

        @Override
        public String toString() {
            return namespace + "/" + name;
        }
    }
}
