package dev.slipway.builder.project;

import dev.slipway.sealing.SecretBox;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The table {@code projects}. */
@ApplicationScoped
class ProjectRepository {
    private static final String UPSERT = "insert into projects (workspace, slug, git_url, git_username, git_token,"
            + " default_branch, registry, variables, rules, masked_variables, protected_variables, created_at, updated_at)"
            + " values ($1, $2, $3, $4, $5, $6, $7, $8, $10, $11, $12, $9, $9)"
            + " on conflict (workspace, slug) do update set git_url = excluded.git_url, git_username = excluded.git_username,"
            + " git_token = excluded.git_token, default_branch = excluded.default_branch, registry = excluded.registry,"
            + " variables = excluded.variables, rules = excluded.rules,"
            + " masked_variables = excluded.masked_variables, protected_variables = excluded.protected_variables,"
            + " updated_at = excluded.updated_at";
    private static final String COLUMNS =
            "workspace, slug, git_url, git_username, git_token, default_branch, registry, variables, masked_variables,"
                    + " protected_variables, rules";
    private static final String ALL = "select " + COLUMNS + " from projects where workspace = $1 order by slug";
    private static final String ONE = "select " + COLUMNS + " from projects where workspace = $1 and slug = $2";
    private static final String RULES = "select default_branch, rules from projects where workspace = $1 and slug = $2";
    private static final String SAVE_BRANCH =
            "update projects set default_branch = $3, updated_at = $4 where workspace = $1 and slug = $2";
    private static final String SAVE_RULES =
            "update projects set rules = $3, updated_at = $4 where workspace = $1 and slug = $2";
    private static final String SAVE_TOKEN =
            "update projects set git_token = $3, updated_at = $4 where workspace = $1 and slug = $2";
    private static final String DELETE = "delete from projects where workspace = $1 and slug = $2";

    private final Pool pool;
    private final SecretBox box;
    private final Clock clock;

    ProjectRepository(Pool pool, SecretBox box, Clock clock) {
        this.pool = pool;
        this.box = box;
        this.clock = clock;
    }

    Uni<Void> save(String workspace, Project project) {
        return pool.preparedQuery(UPSERT)
                .execute(Tuple.from(new Object[] {
                    workspace,
                    project.slug(),
                    project.gitUrl(),
                    project.gitUsername(),
                    sealed(workspace, project),
                    project.defaultBranch(),
                    project.registry(),
                    Buffer.buffer(box.seal(
                            new JsonObject(Map.copyOf(project.variables())).encode(),
                            owner(workspace, project.slug()))),
                    OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
                    JsonObject.mapFrom(project.rules()),
                    project.masked().toArray(String[]::new),
                    project.protectedOnly().toArray(String[]::new)
                }))
                .replaceWithVoid();
    }

    private @Nullable Buffer sealed(String workspace, Project project) {
        String token = project.gitToken();
        return token == null ? null : Buffer.buffer(box.seal(token, owner(workspace, project.slug())));
    }

    Uni<List<Project>> all(String workspace) {
        return pool.preparedQuery(ALL)
                .execute(Tuple.of(workspace))
                .map(rows -> rows.stream().map(this::project).toList());
    }

    Uni<Optional<Project>> find(String workspace, String slug) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(workspace, slug))
                .map(rows -> rows.stream().findFirst().map(this::project));
    }

    Uni<Optional<Projects.Built>> rules(SqlConnection tx, String workspace, String slug) {
        return tx.preparedQuery(RULES).execute(Tuple.of(workspace, slug)).map(rows -> rows.stream()
                .findFirst()
                .map(row -> new Projects.Built(row.getString("default_branch"), rules(row))));
    }

    private static BuildRules rules(Row row) {
        JsonObject json = row.getJsonObject("rules");
        return json == null ? BuildRules.DEFAULT : json.mapTo(BuildRules.class);
    }

    Uni<Void> saveDefaultBranch(String workspace, String slug, String branch) {
        return pool.preparedQuery(SAVE_BRANCH)
                .execute(Tuple.of(workspace, slug, branch, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Void> saveRules(String workspace, String slug, BuildRules rules) {
        return pool.preparedQuery(SAVE_RULES)
                .execute(Tuple.of(
                        workspace,
                        slug,
                        JsonObject.mapFrom(rules),
                        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Void> saveToken(String workspace, String slug, String token) {
        return pool.preparedQuery(SAVE_TOKEN)
                .execute(Tuple.of(
                        workspace,
                        slug,
                        Buffer.buffer(box.seal(token, owner(workspace, slug))),
                        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Boolean> delete(String workspace, String slug) {
        return pool.preparedQuery(DELETE).execute(Tuple.of(workspace, slug)).map(rows -> rows.rowCount() > 0);
    }

    private Project project(Row row) {
        String slug = row.getString("slug");
        String owner = owner(row.getString("workspace"), slug);
        var token = row.getBuffer("git_token");
        return new Project(
                slug,
                row.getString("git_url"),
                row.getString("git_username"),
                token == null ? null : box.open(token.getBytes(), owner),
                row.getString("default_branch"),
                row.getString("registry"),
                variables(box.open(row.getBuffer("variables").getBytes(), owner)),
                Set.of(row.getArrayOfStrings("masked_variables")),
                Set.of(row.getArrayOfStrings("protected_variables")),
                rules(row));
    }

    private static Map<String, String> variables(String json) {
        Map<String, String> variables = new TreeMap<>();
        new JsonObject(json).forEach(entry -> variables.put(entry.getKey(), String.valueOf(entry.getValue())));
        return variables;
    }

    private static String owner(String workspace, String slug) {
        return "project:" + workspace + "/" + slug;
    }
}
