package dev.slipway.dispatcher.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.contracts.run.v1.RunDue;
import dev.slipway.dispatcher.container.ContainerRefused;
import dev.slipway.dispatcher.peer.Peers;
import dev.slipway.dispatcher.template.JobConfiguration;
import dev.slipway.dispatcher.template.Reference;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Puts blocks and variables into job configurations, in a Prefect worker's order: first the blocks, then the variables, which
 * blocks may refer to. Read at the time of each launch, so that a secret that was changed is used from the next run on.
 */
@ApplicationScoped
public class ReferencedValues {
    private static final String ID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    private final Peers peers;

    ReferencedValues(Peers peers) {
        this.peers = peers;
    }

    /**
     * The configuration of a run with nothing left to put in. Blocks; belongs on a virtual thread.
     *
     * @throws ContainerRefused if it refers to a block that is not there
     */
    public JobConfiguration configuration(RunDue due) {
        var written = JobConfiguration.of(due);
        JobConfiguration withBlocks = completed(written, due.workspace(), true);
        return completed(withBlocks, due.workspace(), false);
    }

    private JobConfiguration completed(JobConfiguration configuration, String workspace, boolean blocks) {
        var found = new HashMap<Reference, Object>();
        for (Reference reference : configuration.references()) {
            if (reference.isBlock() == blocks) {
                found.put(reference, value(workspace, reference));
            }
        }
        return found.isEmpty() ? configuration : configuration.with(found);
    }

    private Object value(String workspace, Reference reference) {
        return switch (reference) {
            case Reference.NamedBlock(String type, String name) ->
                block(
                        workspace,
                        reference,
                        "/api/block_types/slug/" + encoded(type) + "/block_documents/name/" + encoded(name));
            case Reference.BlockOfId(String id)
            when id.matches(ID) -> block(workspace, reference, "/api/block_documents/" + id);
            case Reference.BlockOfId _ -> throw missing(reference);
            case Reference.Variable(String name) -> variable(workspace, name);
        };
    }

    private Object block(String workspace, Reference reference, String path) {
        return read(workspace, path + "?include_secrets=true", "data")
                .map(data -> Json.MAPPER.convertValue(data, Map.class))
                .orElseThrow(() -> missing(reference));
    }

    /** A worker writes nothing for a variable that is not there. */
    private Object variable(String workspace, String name) {
        return read(workspace, "/api/variables/name/" + encoded(name), "value")
                .map(value -> Json.MAPPER.convertValue(value, Object.class))
                .orElse("");
    }

    private Optional<JsonNode> read(String workspace, String path, String field) {
        return peers.getFromScheduler(workspace, path).map(answer -> answer.path(field));
    }

    private static ContainerRefused missing(Reference reference) {
        return new ContainerRefused(
                EndReason.INVALID_CONFIGURATION,
                "The pool's template or the job variables refer to " + reference
                        + ", which is not there. Create it, or correct the reference.");
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, UTF_8);
    }
}
