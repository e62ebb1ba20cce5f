package dev.slipway.scheduler.registration;

import dev.slipway.contracts.build.v1.BuildSucceeded;
import dev.slipway.contracts.project.v1.ProjectRefGone;
import dev.slipway.scheduler.json.WireTimes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Which build of each ref was registered last. */
@ApplicationScoped
class RegistrationRepository {
    private static final String ADVANCE = """
            insert into registrations as r (workspace, project, ref, generation, build_id, registered_at)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (workspace, project, ref) do update
            set generation = excluded.generation, build_id = excluded.build_id, registered_at = excluded.registered_at
            where r.generation < excluded.generation
               or (r.generation = excluded.generation and r.build_id <> excluded.build_id)
            """;

    private static final String CLOSE = """
            insert into registrations as r (workspace, project, ref, generation, build_id, registered_at)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (workspace, project, ref) do update set generation = excluded.generation
            where r.generation < excluded.generation
            """;

    /** Whose a deployment is: the project and ref of the newest version that a push registered. */
    private static final String OWNER = """
            select v.project, v.ref from deployments d
            left join lateral (select l.project, l.ref from deployment_versions l
                               where l.deployment_id = d.id and l.project is not null
                               order by l.number desc limit 1) v on true
            where d.workspace = $1 and d.id = $2 for update of d
            """;

    /** Why a preview must not register the deployment: it exists, and is not the ref's. Empty if it may. */
    Uni<Optional<String>> ownedByAnother(SqlConnection tx, BuildSucceeded preview, UUID deployment) {
        return tx.preparedQuery(OWNER)
                .execute(Tuple.of(preview.workspace(), deployment))
                .map(rows -> rows.stream().findFirst().flatMap(row -> {
                    String project = row.getString("project");
                    String ref = row.getString("ref");
                    boolean isIts =
                            preview.project().equals(project) && preview.ref().equals(ref);
                    return isIts
                            ? Optional.empty()
                            : Optional.of(project == null ? "a client" : ref + " of project " + project);
                }));
    }

    /** Builds of the ref that began before it was deleted register nothing any more; false if it is there again. */
    Uni<Boolean> close(SqlConnection tx, ProjectRefGone gone, Instant now) {
        return tx.preparedQuery(CLOSE)
                .execute(Tuple.of(gone.workspace(), gone.project(), gone.ref(), gone.generation())
                        .addUUID(gone.pushId())
                        .addOffsetDateTime(WireTimes.column(now)))
                .map(result -> result.rowCount() == 1);
    }

    /** Makes the build the newest of its ref; false if a newer push was registered, or this build. A push may be built again. */
    Uni<Boolean> advance(SqlConnection tx, BuildSucceeded build, Instant now) {
        return tx.preparedQuery(ADVANCE)
                .execute(Tuple.of(build.workspace(), build.project(), build.ref(), build.generation())
                        .addUUID(build.buildId())
                        .addOffsetDateTime(WireTimes.column(now)))
                .map(result -> result.rowCount() == 1);
    }
}
