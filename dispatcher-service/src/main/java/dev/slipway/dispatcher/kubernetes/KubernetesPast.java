package dev.slipway.dispatcher.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last that was seen of a Job and its pods that are gone. As good as none: nobody may have watched.
 *
 * @param job null if it was not seen to go
 */
record KubernetesPast(@Nullable Job job, List<Pod> pods) {
    static final KubernetesPast UNKNOWN = new KubernetesPast(null, List.of());
}
