package dev.slipway.gateway.hook;

import dev.slipway.outbox.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Secrets of hooks are replaced without losing a delivery: the former one counts for a while, and no third one is made until
 * GitLab is known to have the second.
 */
@ApplicationScoped
public class SecretRotation {
    private static final int KEY_BYTES = 32;

    private final Transactions transactions;
    private final HookSecretRepository repository;
    private final Clock clock;
    private final Duration overlap;
    private final SecureRandom random = new SecureRandom();

    SecretRotation(Transactions transactions, HookSecretRepository repository, Clock clock, HookConfig config) {
        this.transactions = transactions;
        this.repository = repository;
        this.clock = clock;
        this.overlap = config.rotationOverlap();
    }

    /** What counts now; empty if there is no such project. */
    public Uni<Optional<HookSecrets>> current(String workspace, String project) {
        return repository.find(workspace, project);
    }

    /** Makes a new secret, or takes the one again that GitLab may not have yet; empty if there is no such project. */
    public Uni<Optional<Rotated>> rotate(String workspace, String project) {
        Instant until = clock.instant().plus(overlap);
        return transactions.run(tx -> repository
                .lock(tx, workspace, project)
                .chain(known -> known.isEmpty()
                        ? Uni.createFrom().item(Optional.<Rotated>empty())
                        : repository
                                .isConfirmed(tx, workspace, project)
                                .chain(confirmed -> confirmed
                                        ? replace(tx, workspace, project, known.get(), until)
                                        : again(tx, workspace, project, known.get(), until))
                                .map(Optional::of)));
    }

    /** GitLab has the current secret, or a person who was shown it. */
    public Uni<Void> confirm(String workspace, String project) {
        return transactions.run(tx -> repository.confirm(tx, workspace, project));
    }

    private Uni<Rotated> replace(SqlConnection tx, String workspace, String project, HookSecrets known, Instant until) {
        HookSecrets next = next(known);
        return repository
                .rotate(tx, workspace, project, known, until)
                .chain(() -> repository.save(tx, workspace, project, next))
                .replaceWith(new Rotated(next, until));
    }

    private Uni<Rotated> again(SqlConnection tx, String workspace, String project, HookSecrets known, Instant until) {
        return repository.prolong(tx, workspace, project, until).replaceWith(new Rotated(known, until));
    }

    private HookSecrets next(HookSecrets known) {
        return known.signingSecret() == null
                ? new HookSecrets(Base64.getUrlEncoder().withoutPadding().encodeToString(key()), null)
                : new HookSecrets(known.webhookToken(), signingSecret());
    }

    /** A new signing secret. */
    public String signingSecret() {
        return WebhookSignature.secretOf(key());
    }

    private byte[] key() {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return key;
    }

    /**
     * The secret that counts from now on.
     *
     * @param formerUntil how long the former one counts, too
     */
    public record Rotated(HookSecrets secrets, @Nullable Instant formerUntil) {}
}
