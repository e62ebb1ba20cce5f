package dev.slipway.gateway.hook;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Which projects a repository has; several, if it has several {@code prefect.yaml}. */
@ApplicationScoped
public class ProjectRepositories {
    private static final String SAVE = "update hook_secrets set repository = $3 where workspace = $1 and project = $2";
    private static final String PROJECTS =
            "select project from hook_secrets where workspace = $1 and repository = $2 order by project";

    private final Pool pool;

    ProjectRepositories(Pool pool) {
        this.pool = pool;
    }

    /** Says where the repository of a project is whose secrets are there. */
    public Uni<Void> save(SqlConnection tx, String workspace, String project, String gitUrl) {
        String address =
                RepositoryAddress.of(gitUrl).map(RepositoryAddress::toString).orElse(null);
        return tx.preparedQuery(SAVE)
                .execute(Tuple.of(workspace, project, address))
                .replaceWithVoid();
    }

    Uni<List<String>> projects(String workspace, RepositoryAddress repository) {
        return pool.preparedQuery(PROJECTS)
                .execute(Tuple.of(workspace, repository.toString()))
                .map(rows -> rows.stream().map(row -> row.getString("project")).toList());
    }
}
