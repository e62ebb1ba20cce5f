package dev.slipway.scheduler.collection;

import dev.slipway.scheduler.problem.ApiProblem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import org.jboss.resteasy.reactive.RestPath;

/** The worker types with the default job templates of Prefect's own packages, from which clients make work pools. */
@Path("/api/collections/views")
@Produces(MediaType.APPLICATION_JSON)
class CollectionResource {
    private static final String WORKERS = "aggregate-worker-metadata";
    private static final Set<String> OTHERS =
            Set.of("aggregate-block-metadata", "aggregate-flow-metadata", "demo-flows");

    private final byte[] workers = read("/collections/worker-metadata.json");

    @GET
    @Path("{view}")
    public byte[] view(@RestPath String view) {
        if (!view.equals(WORKERS)) {
            throw ApiProblem.notFound(
                    OTHERS.contains(view)
                            ? "Requested content missing for view " + view
                            : "View " + view + " not found in registry");
        }
        return workers.clone();
    }

    private static byte[] read(String resource) {
        try (var in = Objects.requireNonNull(CollectionResource.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
