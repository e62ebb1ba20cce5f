package dev.slipway.dispatcher.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.dispatcher.container.ContainerRefused;
import dev.slipway.dispatcher.peer.Peers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Lets pools that demand it start only images that the builder has signed a statement about. */
@ApplicationScoped
public class RequiredProvenance {
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final String PATH = "/internal/v1/statement-verifications";
    private static final String ALL = "*";

    private final Set<String> pools;
    private final Peers peers;

    RequiredProvenance(ProvenanceConfig config, Peers peers) {
        this.pools = config.requiredPools().orElse(Set.of());
        this.peers = peers;
    }

    /**
     * Whatever the run would start, if its pool demands it.
     *
     * @throws ContainerRefused if there is no valid statement about one of the images
     */
    public void check(RunDue due, Collection<String> images) {
        if (pools.contains(ALL) || pools.contains(due.workPoolName())) {
            images.forEach(image -> check(due, image));
        }
    }

    private void check(RunDue due, String image) {
        String digest = image.substring(image.indexOf('@') + 1);
        if (!DIGEST.matcher(digest).matches()) {
            throw refused(due, image, "which is not named by its digest, so that nobody knows what it will be.");
        }
        boolean valid = peers.postToBuilder(PATH, Map.of("workspace", due.workspace(), "digest", digest))
                .map(answer -> answer.path("valid"))
                .filter(JsonNode::asBoolean)
                .isPresent();
        if (!valid) {
            throw refused(due, image, "about which there is no signed statement of this installation.");
        }
    }

    private static ContainerRefused refused(RunDue due, String image, String why) {
        return new ContainerRefused(
                EndReason.INVALID_CONFIGURATION,
                "The work pool " + due.workPoolName() + " starts only images that were built here; the run has " + image
                        + ", " + why
                        + " Push the project, so that its deployment gets an image that is built and signed"
                        + " here, or ask your operator for slipway.dispatcher.provenance.required-pools.");
    }
}
