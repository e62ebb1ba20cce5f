package dev.slipway.builder.reuse;

import dev.slipway.builder.build.Source;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** The table {@code known_images}. Projects see only their own. */
@ApplicationScoped
class KnownImageRepository {
    private static final String FIND = "update known_images set used_at = $5"
            + " where workspace = $1 and project = $2 and name = $3 and key = $4 returning digest, build_id, commit";
    private static final String SAVE =
            "insert into known_images (workspace, project, name, key, digest, build_id, commit, used_at)"
                    + " values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (workspace, project, name, key) do update"
                    + " set digest = excluded.digest, build_id = excluded.build_id, commit = excluded.commit,"
                    + " used_at = excluded.used_at";
    private static final String FORGET = "delete from known_images"
            + " where workspace = $1 and project = $2 and name = $3 and key = $4 and digest = $5";

    private final Pool pool;

    KnownImageRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Optional<KnownImage>> find(Source source, String name, String key, Instant now) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(source.workspace(), source.project(), name, key, now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new KnownImage(
                                name, row.getString("digest"), row.getUUID("build_id"), row.getString("commit"))));
    }

    Uni<Void> save(Source source, String key, KnownImage image, Instant now) {
        return pool.preparedQuery(SAVE)
                .execute(Tuple.from(new Object[] {
                    source.workspace(),
                    source.project(),
                    image.name(),
                    key,
                    image.digest(),
                    image.build(),
                    image.commit(),
                    now.atOffset(ZoneOffset.UTC)
                }))
                .replaceWithVoid();
    }

    Uni<Void> forget(Source source, String key, KnownImage image) {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(source.workspace(), source.project(), image.name(), key, image.digest()))
                .replaceWithVoid();
    }
}
