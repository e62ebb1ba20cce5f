package dev.slipway.gateway.hook;

import dev.slipway.sealing.SecretBox;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hook secrets, encrypted. */
@ApplicationScoped
public class HookSecretRepository {
    private static final String FIND = "select webhook_token, signing_secret, former_token, former_secret, former_until"
            + " from hook_secrets where workspace = $1 and project = $2";
    private static final String LOCK = FIND + " for update";
    private static final String SAVE = "insert into hook_secrets"
            + " (workspace, project, webhook_token, signing_secret, updated_at) values ($1, $2, $3, $4, $5)"
            + " on conflict (workspace, project) do update set webhook_token = excluded.webhook_token,"
            + " signing_secret = excluded.signing_secret, updated_at = excluded.updated_at";
    private static final String ROTATE = "update hook_secrets set former_token = $3, former_secret = $4,"
            + " former_until = $5, confirmed = false where workspace = $1 and project = $2";
    private static final String PROLONG =
            "update hook_secrets set former_until = $3 where workspace = $1 and project = $2";
    private static final String CONFIRM =
            "update hook_secrets set confirmed = true where workspace = $1 and project = $2";
    private static final String IS_CONFIRMED =
            "select confirmed from hook_secrets where workspace = $1 and project = $2";
    private static final String DELETE = "delete from hook_secrets where workspace = $1 and project = $2";

    private final Pool pool;
    private final SecretBox box;
    private final Clock clock;

    HookSecretRepository(Pool pool, SecretBox box, Clock clock) {
        this.pool = pool;
        this.box = box;
        this.clock = clock;
    }

    /** The secrets of a project; empty if there is no such project. */
    Uni<Optional<HookSecrets>> find(String workspace, String project) {
        return read(pool, FIND, workspace, project);
    }

    /** The same, kept from changing until the transaction ends. */
    public Uni<Optional<HookSecrets>> lock(SqlConnection tx, String workspace, String project) {
        return read(tx, LOCK, workspace, project);
    }

    /** Stores or replaces both secrets. */
    public Uni<Void> save(SqlConnection tx, String workspace, String project, HookSecrets secrets) {
        return tx.preparedQuery(SAVE)
                .execute(Tuple.of(
                        workspace,
                        project,
                        sealed(secrets.webhookToken(), place(workspace, project, "token")),
                        sealed(secrets.signingSecret(), place(workspace, project, "signing")),
                        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Forgets a project's secrets; true if there were any. */
    public Uni<Boolean> delete(SqlConnection tx, String workspace, String project) {
        return tx.preparedQuery(DELETE).execute(Tuple.of(workspace, project)).map(result -> result.rowCount() == 1);
    }

    /** What counted until now counts until then beside what is saved next. */
    Uni<Void> rotate(SqlConnection tx, String workspace, String project, HookSecrets former, Instant until) {
        return tx.preparedQuery(ROTATE)
                .execute(Tuple.of(
                        workspace,
                        project,
                        sealed(former.webhookToken(), place(workspace, project, "token")),
                        sealed(former.signingSecret(), place(workspace, project, "signing")),
                        until.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Void> prolong(SqlConnection tx, String workspace, String project, Instant until) {
        return tx.preparedQuery(PROLONG)
                .execute(Tuple.of(workspace, project, until.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Void> confirm(SqlConnection tx, String workspace, String project) {
        return tx.preparedQuery(CONFIRM).execute(Tuple.of(workspace, project)).replaceWithVoid();
    }

    /** Whether GitLab is known to have the current secret. */
    Uni<Boolean> isConfirmed(SqlConnection tx, String workspace, String project) {
        return tx.preparedQuery(IS_CONFIRMED)
                .execute(Tuple.of(workspace, project))
                .map(rows -> rows.iterator().next().getBoolean("confirmed"));
    }

    private Uni<Optional<HookSecrets>> read(SqlClient client, String query, String workspace, String project) {
        return client.preparedQuery(query).execute(Tuple.of(workspace, project)).map(rows -> {
            for (Row row : rows) {
                return Optional.of(new HookSecrets(
                        opened(row.getBuffer(0), place(workspace, project, "token")),
                        opened(row.getBuffer(1), place(workspace, project, "signing")),
                        former(row, workspace, project)));
            }
            return Optional.empty();
        });
    }

    private @Nullable HookSecrets former(Row row, String workspace, String project) {
        OffsetDateTime until = row.getOffsetDateTime("former_until");
        if (until == null || !clock.instant().isBefore(until.toInstant())) {
            return null;
        }
        return new HookSecrets(
                opened(row.getBuffer("former_token"), place(workspace, project, "token")),
                opened(row.getBuffer("former_secret"), place(workspace, project, "signing")));
    }

    private @Nullable Buffer sealed(@Nullable String secret, String place) {
        return secret == null ? null : Buffer.buffer(box.seal(secret, place));
    }

    private @Nullable String opened(io.vertx.mutiny.core.buffer.@Nullable Buffer sealed, String place) {
        return sealed == null ? null : box.open(sealed.getBytes(), place);
    }

    private static String place(String workspace, String project, String secret) {
        return "hook/" + workspace + "/" + project + "/" + secret;
    }
}
