package dev.slipway.builder.statement;

import dev.slipway.outbox.Transactions;
import dev.slipway.sealing.SecretBox;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The installation's keys: one that signs, made when it is first asked for, and those before it, which only verify. */
@ApplicationScoped
class SigningKeys {
    /** One after the other, whichever replica they come from. */
    private static final String LOCK = "select pg_advisory_xact_lock(hashtext('signing keys ' || current_schema()))";

    private static final String CURRENT = "select id, private_key from signing_keys where retired_at is null";
    private static final String INSERT =
            "insert into signing_keys (id, public_key, private_key, created_at) values ($1, $2, $3, $4)";
    private static final String RETIRE =
            "update signing_keys set retired_at = $1, private_key = null where retired_at is null";
    private static final String ALL =
            "select id, public_key, created_at, retired_at from signing_keys order by created_at desc";

    private final Pool pool;
    private final Transactions transactions;
    private final SecretBox box;
    private final Clock clock;

    SigningKeys(Pool pool, Transactions transactions, SecretBox box, Clock clock) {
        this.pool = pool;
        this.transactions = transactions;
        this.box = box;
        this.clock = clock;
    }

    /** The key that signs. */
    record Signer(String id, PrivateKey key) {}

    /**
     * A key as anybody may see it.
     *
     * @param retiredAt null if it signs
     */
    record PublicHalf(
            String id,
            String pem,
            Instant createdAt,
            @Nullable Instant retiredAt) {}

    Uni<Signer> current() {
        return pool.query(CURRENT)
                .execute()
                .map(rows -> rows.stream().findFirst())
                .chain(found ->
                        found.map(row -> Uni.createFrom().item(signer(row))).orElseGet(this::first));
    }

    private Uni<Signer> first() {
        return transactions.run(tx -> locked(tx)
                .chain(() -> tx.query(CURRENT).execute())
                .chain(rows -> rows.rowCount() > 0
                        ? Uni.createFrom().item(signer(rows.iterator().next()))
                        : create(tx)));
    }

    /** Another key signs from now on; what was signed before can still be verified. */
    Uni<String> rotate() {
        return transactions.run(tx -> locked(tx)
                .chain(() -> tx.preparedQuery(RETIRE).execute(Tuple.of(now())))
                .chain(() -> create(tx))
                .map(Signer::id));
    }

    Uni<List<PublicHalf>> all() {
        return current()
                .chain(() -> pool.query(ALL).execute())
                .map(rows -> rows.stream().map(SigningKeys::publicHalf).toList());
    }

    private static Uni<Void> locked(SqlConnection tx) {
        return tx.query(LOCK).execute().replaceWithVoid();
    }

    private Uni<Signer> create(SqlConnection tx) {
        var pair = SigningKey.generate();
        String id = SigningKey.id(pair.getPublic());
        var sealed = Buffer.buffer(box.seal(SigningKey.text(pair.getPrivate()), owner(id)));
        return tx.preparedQuery(INSERT)
                .execute(Tuple.of(id, SigningKey.pem(pair.getPublic()), sealed, now()))
                .replaceWith(new Signer(id, pair.getPrivate()));
    }

    private Signer signer(Row row) {
        String id = row.getString("id");
        byte[] sealed = row.getBuffer("private_key").getBytes();
        return new Signer(id, SigningKey.privateKey(box.open(sealed, owner(id))));
    }

    private static PublicHalf publicHalf(Row row) {
        Instant retired = Optional.ofNullable(row.getOffsetDateTime("retired_at"))
                .map(OffsetDateTime::toInstant)
                .orElse(null);
        return new PublicHalf(
                row.getString("id"),
                row.getString("public_key"),
                row.getOffsetDateTime("created_at").toInstant(),
                retired);
    }

    private static String owner(String id) {
        return "signing key " + id;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
