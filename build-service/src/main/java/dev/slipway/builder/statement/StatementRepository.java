package dev.slipway.builder.statement;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** The table {@code statements}. */
@ApplicationScoped
class StatementRepository {
    private static final String SAVE =
            "insert into statements (workspace, digest, build_id, key_id, payload, signature, signed_at)"
                    + " values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing";
    private static final String FIND = "select s.key_id, s.payload, s.signature, k.public_key from statements s"
            + " join signing_keys k on k.id = s.key_id where s.workspace = $1 and s.digest = $2";

    private final Pool pool;

    StatementRepository(Pool pool) {
        this.pool = pool;
    }

    /**
     * @param pem public half of the key that signed
     */
    record Stored(Dsse envelope, String pem) {}

    Uni<Void> save(String workspace, String digest, UUID build, Dsse signed, Instant now) {
        return pool.preparedQuery(SAVE)
                .execute(Tuple.from(new Object[] {
                    workspace,
                    digest,
                    build,
                    signed.keyId(),
                    Buffer.buffer(signed.payload()),
                    Buffer.buffer(signed.signature()),
                    now.atOffset(ZoneOffset.UTC)
                }))
                .replaceWithVoid();
    }

    Uni<Optional<Stored>> find(String workspace, String digest) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(workspace, digest))
                .map(rows -> rows.stream().findFirst().map(StatementRepository::stored));
    }

    private static Stored stored(Row row) {
        var envelope = new Dsse(
                row.getString("key_id"),
                row.getBuffer("payload").getBytes(),
                row.getBuffer("signature").getBytes());
        return new Stored(envelope, row.getString("public_key"));
    }
}
