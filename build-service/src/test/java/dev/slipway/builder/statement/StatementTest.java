package dev.slipway.builder.statement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.build.Source;
import dev.slipway.builder.image.ParentImage;
import dev.slipway.builder.manifest.ImageStep;
import dev.slipway.contracts.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StatementTest {
    private static final String DIGEST = "sha256:" + "ab".repeat(32);
    private static final String BASE = "cd".repeat(32);
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00.5Z");

    @Test
    void aStatementSaysWhatTheImageWasBuiltOf() throws Exception {
        assertThat(Statement.of(origin(), DIGEST, "urn:us", NOW))
                .isEqualTo(Json.MAPPER.readTree("""
                {"_type":"https://in-toto.io/Statement/v1",
                 "subject":[{"name":"registry/team/app","digest":{"sha256":"%s"}}],
                 "predicateType":"https://slsa.dev/provenance/v1",
                 "predicate":{
                   "buildDefinition":{
                     "buildType":"urn:slipway:image-build:v1",
                     "externalParameters":{"project":"app","repository":"https://git/team/app.git","ref":"refs/heads/main",
                       "commit":"c0ffee","context":".","dockerfile":"auto","platform":"linux/amd64",
                       "buildArguments":{"MODE":"fast"}},
                     "resolvedDependencies":[
                       {"uri":"git+https://git/team/app.git@refs/heads/main","digest":{"gitCommit":"c0ffee"}},
                       {"uri":"docker://python:3.11-slim","digest":{"sha256":"%s"}},
                       {"uri":"docker://local:1","digest":{"sha256":"%s"},"annotations":{"digestOf":"image configuration"}}]},
                   "runDetails":{"builder":{"id":"urn:us"},
                     "metadata":{"invocationId":"urn:uuid:00000000-0000-0000-0000-000000000007",
                       "startedOn":"2026-11-24T01:59:00Z","finishedOn":"2026-11-24T02:00:00Z"}}}}""".formatted(DIGEST.substring(7), BASE, BASE)));
    }

    @Test
    void itIsAboutThatImageOnly() {
        byte[] payload =
                Statement.of(origin(), DIGEST, "urn:us", NOW).toString().getBytes(UTF_8);

        assertThat(Statement.isAbout(payload, DIGEST)).isTrue();
        assertThat(Statement.isAbout(payload, "sha256:" + BASE)).isFalse();
        assertThat(Statement.isAbout("no JSON".getBytes(UTF_8), DIGEST)).isFalse();
    }

    @Test
    void whatIsSignedIsTheEncodingOfDsse() {
        assertThat(Dsse.encoded("{}".getBytes(UTF_8)))
                .asString(UTF_8)
                .isEqualTo("DSSEv1 28 application/vnd.in-toto+json 2 {}");
    }

    @Test
    void anotherPayloadKeyOrSignatureIsNotValid() {
        var ours = SigningKey.generate();
        var others = SigningKey.generate();
        Dsse signed = Dsse.sign(SigningKey.id(ours.getPublic()), ours.getPrivate(), "{}".getBytes(UTF_8));
        var read = SigningKey.publicKey(SigningKey.pem(ours.getPublic()));

        assertThat(signed.isSignedBy(read)).isTrue();
        assertThat(signed.isSignedBy(others.getPublic())).isFalse();
        assertThat(new Dsse(signed.keyId(), "[]".getBytes(UTF_8), signed.signature()).isSignedBy(read))
                .isFalse();
        assertThat(new Dsse(signed.keyId(), signed.payload(), new byte[] {1, 2}).isSignedBy(read))
                .isFalse();
    }

    private static Origin origin() {
        var step = new ImageStep(
                "registry/team/app",
                "1",
                List.of(),
                "auto",
                ".",
                Map.of("MODE", "fast"),
                Map.of(),
                null,
                "linux/amd64",
                false,
                false);
        return new Origin(
                new Source("default", "app", "refs/heads/main", "c0ffee"),
                "https://git/team/app.git",
                step,
                List.of(
                        new ParentImage("python:3.11-slim", "sha256:" + BASE, true),
                        new ParentImage("local:1", "sha256:" + BASE, false)),
                new UUID(0, 7),
                Instant.parse("2026-11-24T01:59:00Z"));
    }
}
