package dev.slipway.builder.statement;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** What is said about images, under signature. */
@ApplicationScoped
public class Statements {
    private final SigningKeys keys;
    private final StatementRepository statements;
    private final StatementConfig config;
    private final Clock clock;

    Statements(SigningKeys keys, StatementRepository statements, StatementConfig config, Clock clock) {
        this.keys = keys;
        this.statements = statements;
        this.config = config;
        this.clock = clock;
    }

    /** Signs where the image comes from. What was said of a digest before stays. */
    public Uni<Void> sign(Origin origin, String digest) {
        Instant now = clock.instant();
        byte[] payload =
                Statement.of(origin, digest, config.builderId(), now).toString().getBytes(UTF_8);
        return keys.current()
                .map(signer -> Dsse.sign(signer.id(), signer.key(), payload))
                .chain(signed -> statements.save(origin.source().workspace(), digest, origin.build(), signed, now));
    }

    /** As it was signed; empty if there is none. */
    Uni<Optional<Dsse>> find(String workspace, String digest) {
        return statements.find(workspace, digest).map(found -> found.map(StatementRepository.Stored::envelope));
    }

    /** Whether there is one about that image, signed with a key of ours. */
    Uni<Boolean> isValid(String workspace, String digest) {
        return statements.find(workspace, digest).map(found -> found.filter(
                        stored -> stored.envelope().isSignedBy(SigningKey.publicKey(stored.pem()))
                                && Statement.isAbout(stored.envelope().payload(), digest))
                .isPresent());
    }
}
