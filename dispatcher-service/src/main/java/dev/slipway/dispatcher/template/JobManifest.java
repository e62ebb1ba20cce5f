package dev.slipway.dispatcher.template;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes Job to be made, with nothing left to decide.
 *
 * @param cluster as the operator named it
 * @param name of the Job and of the secret that holds {@link #secretEnvironment}
 * @param job the whole Job as JSON; it refers to the secret and holds none of its values
 * @param secretEnvironment key → value of the secret; never printed
 * @param images of all containers, each once
 * @param jobWatchTimeout how long the Job may take; null is unlimited
 * @param wantsCredential whether the secret is to get the attempt's credential too, see {@link #withCredential}
 */
public record JobManifest(
        String cluster,
        String namespace,
        String name,
        Map<String, Object> job,
        Map<String, String> secretEnvironment,
        List<String> images,
        @Nullable Duration jobWatchTimeout,
        boolean wantsCredential) {

    /** The same with the attempt's credential in the secret, where the Job's environment looks for it. */
    public JobManifest withCredential(String authString) {
        var secrets = new LinkedHashMap<>(secretEnvironment);
        secrets.put(PrefectEnvironment.AUTH, authString);
        return new JobManifest(cluster, namespace, name, job, secrets, images, jobWatchTimeout, wantsCredential);
    }

    /** The names and the images: values of variables are in no log. */
    @Override
    public String toString() {
        return cluster + ":" + namespace + ":" + name + " of " + images;
    }
}
