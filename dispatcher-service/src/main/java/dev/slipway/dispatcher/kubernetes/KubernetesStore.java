package dev.slipway.dispatcher.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import org.jspecify.annotations.Nullable;

/** Keeps of Jobs and pods only what is ever looked at: there may be tens of thousands. */
final class KubernetesStore<T extends HasMetadata> extends BasicItemStore<T> {
    KubernetesStore() {
        super(Cache::metaNamespaceKeyFunc);
    }

    @Override
    public @Nullable T put(String key, T object) {
        KubernetesEssence.keep(object);
        return super.put(key, object);
    }
}
