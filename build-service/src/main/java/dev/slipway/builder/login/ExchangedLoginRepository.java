package dev.slipway.builder.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.builder.registry.Login;
import dev.slipway.builder.registry.Registry;
import dev.slipway.sealing.SecretBox;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/** The table {@code exchanged_logins}. A login is sealed together with a hash of the key that it was made from, and is of no use to another. */
@ApplicationScoped
class ExchangedLoginRepository {
    private static final String FIND = "select * from exchanged_logins where workspace = $1 and registry = $2";
    private static final String KEEP =
            "insert into exchanged_logins (workspace, registry, login, exchanged_at, expires_at)"
                    + " values ($1, $2, $3, $4, $5) on conflict (workspace, registry) do update set login = excluded.login,"
                    + " exchanged_at = excluded.exchanged_at, expires_at = excluded.expires_at";

    private final Pool pool;
    private final SecretBox box;

    ExchangedLoginRepository(Pool pool, SecretBox box) {
        this.pool = pool;
        this.box = box;
    }

    /** What that very key was exchanged for last. */
    Uni<Optional<ExchangedLogin>> find(String workspace, Registry registry, Login.Exchanged key) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(workspace, registry.name()))
                .map(rows -> rows.stream().findFirst().flatMap(row -> login(row, owner(workspace, registry), key)));
    }

    Uni<Void> keep(String workspace, Registry registry, Login.Exchanged key, ExchangedLogin login) {
        var sealed = new JsonObject()
                .put("username", login.username())
                .put("password", login.password())
                .put("madeFrom", hash(key));
        return pool.preparedQuery(KEEP)
                .execute(Tuple.of(
                        workspace,
                        registry.name(),
                        Buffer.buffer(box.seal(sealed.encode(), owner(workspace, registry))),
                        time(login.exchangedAt()),
                        time(login.expiresAt())))
                .replaceWithVoid();
    }

    private Optional<ExchangedLogin> login(Row row, String owner, Login.Exchanged key) {
        var stored = new JsonObject(box.open(row.getBuffer("login").getBytes(), owner));
        if (!hash(key).equals(stored.getString("madeFrom"))) {
            return Optional.empty();
        }
        return Optional.of(new ExchangedLogin(
                stored.getString("username"),
                stored.getString("password"),
                row.getOffsetDateTime("exchanged_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant()));
    }

    private static String hash(Login.Exchanged key) {
        String all =
                String.join("\n", key.username(), key.secret(), key.region(), Objects.toString(key.endpoint(), ""));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static String owner(String workspace, Registry registry) {
        return "exchanged-login:" + workspace + "/" + registry.name();
    }
}
