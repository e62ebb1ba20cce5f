package dev.slipway.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals secrets (AES-256-GCM, a fresh nonce each time). What a secret belongs to is authenticated with it, so a sealed value that is
 * moved to another row does not open. Which key sealed it is written on it; the form of before has no such mark, and each key is tried.
 */
public final class SecretBox {
    private static final byte UNMARKED = 1;
    private static final byte MARKED = 2;
    private static final int MARK_BYTES = Integer.BYTES;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final List<Key> keys;
    private final SecureRandom random = new SecureRandom();

    /** A key, and the mark that what it sealed bears. */
    private record Key(int mark, SecretKey secret) {
        static Key of(SecretKey secret) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getEncoded());
                return new Key(ByteBuffer.wrap(digest).getInt(), secret);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("no SHA-256", e);
            }
        }
    }

    SecretBox(List<SecretKey> keys) {
        this.keys = keys.stream().map(Key::of).toList();
    }

    /**
     * The secret as it may be stored.
     *
     * @throws NoMasterKey if there is none
     */
    public byte[] seal(String secret, String owner) {
        Key key = current();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = sealed(key.secret(), nonce, owner, secret.getBytes(UTF_8));
        return ByteBuffer.allocate(1 + MARK_BYTES + NONCE_BYTES + sealed.length)
                .put(MARKED)
                .putInt(key.mark())
                .put(nonce)
                .put(sealed)
                .array();
    }

    /**
     * The secret again; fails if it was sealed for another owner or with a key that is not known.
     *
     * @throws NoMasterKey if there is none
     */
    public String open(byte[] stored, String owner) {
        current();
        var content = ByteBuffer.wrap(stored);
        byte version = content.hasRemaining() ? content.get() : 0;
        var candidates =
                switch (version) {
                    case UNMARKED -> keys;
                    case MARKED -> marked(taken(content, MARK_BYTES));
                    default -> throw new IllegalStateException("a secret is stored in a format of a later version");
                };
        byte[] nonce = taken(content, NONCE_BYTES);
        byte[] sealed = taken(content, content.remaining());
        return candidates.stream()
                .flatMap(key -> opened(key.secret(), nonce, owner, sealed).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a stored secret does not open: is the key that it was"
                        + " made with among SLIPWAY_MASTER_KEY and SLIPWAY_OLD_MASTER_KEYS?"));
    }

    /** Whether it was sealed with the current key; else sealing it again lets the older key go. */
    public boolean isCurrent(byte[] stored) {
        byte[] mark = mark();
        return stored.length > mark.length && Arrays.equals(stored, 0, mark.length, mark, 0, mark.length);
    }

    /** How everything starts that the current key sealed, so that the rest can be found. */
    public byte[] mark() {
        return ByteBuffer.allocate(1 + MARK_BYTES)
                .put(MARKED)
                .putInt(current().mark())
                .array();
    }

    private List<Key> marked(byte[] mark) {
        int wanted = ByteBuffer.wrap(mark).getInt();
        return keys.stream().filter(key -> key.mark() == wanted).toList();
    }

    private Key current() {
        if (keys.isEmpty()) {
            throw new NoMasterKey();
        }
        return keys.getFirst();
    }

    private static byte[] taken(ByteBuffer content, int length) {
        if (content.remaining() < length) {
            throw new IllegalStateException("a stored secret is cut short");
        }
        byte[] taken = new byte[length];
        content.get(taken);
        return taken;
    }

    private static byte[] sealed(SecretKey key, byte[] nonce, String owner, byte[] secret) {
        try {
            return crypt(Cipher.ENCRYPT_MODE, key, nonce, owner, secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the secret can't be sealed", e);
        }
    }

    private static Optional<String> opened(SecretKey key, byte[] nonce, String owner, byte[] sealed) {
        try {
            return Optional.of(new String(crypt(Cipher.DECRYPT_MODE, key, nonce, owner, sealed), UTF_8));
        } catch (GeneralSecurityException anotherKeyOrOwner) {
            return Optional.empty();
        }
    }

    private static byte[] crypt(int mode, SecretKey key, byte[] nonce, String owner, byte[] input)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(UTF_8));
        return cipher.doFinal(input);
    }
}
