package dev.slipway.scheduler.server;

import dev.slipway.scheduler.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;

@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
class ServerResource {
    /** Of the protocol; clients compare it with their own. */
    private static final String API_VERSION = "0.8.4";

    /** The client release that this API was held against; the part behind the plus names the product. */
    private static final String SERVER_VERSION = "3.8.8+slipway";

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Pool pool;

    ServerResource(Pool pool) {
        this.pool = pool;
    }

    /** Answer of the readiness probe. */
    record ReadyView(String message) {}

    @GET
    @Path("health")
    public boolean health() {
        return true;
    }

    @GET
    @Path("ready")
    public Uni<ReadyView> ready() {
        return pool.query("select 1")
                .execute()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .replaceWith(new ReadyView("OK"))
                .onFailure()
                .transform(failure -> ApiProblem.of(503, "Database is not available"));
    }

    @GET
    @Path("version")
    public Text version() {
        return new Text(API_VERSION);
    }

    @GET
    @Path("admin/version")
    public Text serverVersion() {
        return new Text(SERVER_VERSION);
    }

    @GET
    @Path("hello")
    public Text hello() {
        return new Text("\uD83D\uDC4B");
    }

    /** A JSON string: a plain one would be written without quotes. */
    record Text(@com.fasterxml.jackson.annotation.JsonValue String value) {}

    /** Clients ask once and then go without. */
    @GET
    @Path("csrf-token")
    public JsonObject csrfToken() {
        throw ApiProblem.invalid("CSRF protection is disabled.");
    }

    /** Prefect's own settings mean nothing here. */
    @GET
    @Path("admin/settings")
    public JsonObject settings() {
        throw ApiProblem.of(501, "Slipway is not configured by Prefect's settings; see docs/operations.md.");
    }
}
