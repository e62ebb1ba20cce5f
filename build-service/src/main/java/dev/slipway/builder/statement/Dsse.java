package dev.slipway.builder.statement;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.contracts.Json;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/** A statement in a Dead Simple Signing Envelope, signed by ECDSA with SHA-256. Pure. */
final class Dsse {
    private static final String ALGORITHM = "SHA256withECDSA";

    private final String keyId;
    private final byte[] payload;
    private final byte[] signature;

    Dsse(String keyId, byte[] payload, byte[] signature) {
        this.keyId = keyId;
        this.payload = payload.clone();
        this.signature = signature.clone();
    }

    String keyId() {
        return keyId;
    }

    byte[] payload() {
        return payload.clone();
    }

    byte[] signature() {
        return signature.clone();
    }

    static Dsse sign(String keyId, PrivateKey key, byte[] payload) {
        try {
            Signature signer = Signature.getInstance(ALGORITHM);
            signer.initSign(key);
            signer.update(encoded(payload));
            return new Dsse(keyId, payload, signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a statement can't be signed", e);
        }
    }

    boolean isSignedBy(PublicKey key) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(encoded(payload));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The pre-authentication encoding: type and lengths are signed, too. */
    static byte[] encoded(byte[] payload) {
        String head =
                "DSSEv1 " + Statement.MEDIA_TYPE.length() + " " + Statement.MEDIA_TYPE + " " + payload.length + " ";
        var encoded = new ByteArrayOutputStream();
        encoded.writeBytes(head.getBytes(UTF_8));
        encoded.writeBytes(payload);
        return encoded.toByteArray();
    }

    ObjectNode json() {
        Base64.Encoder base64 = Base64.getEncoder();
        ObjectNode envelope = Json.MAPPER
                .createObjectNode()
                .put("payload", base64.encodeToString(payload))
                .put("payloadType", Statement.MEDIA_TYPE);
        envelope.putArray("signatures").addObject().put("keyid", keyId).put("sig", base64.encodeToString(signature));
        return envelope;
    }
}
