package dev.slipway.builder.checkout;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the files of one commit into a directory. Nothing of the repository is executed, no credential is left behind, and an
 * interrupt of the calling thread stops it.
 */
public interface SourceCheckout {
    /** Fills {@code directory}, which must not exist, or fails with {@link CheckoutFailed}. */
    void checkOut(Wanted wanted, Path directory, Consumer<String> log);

    /**
     * @param url {@code http} or {@code https}, without credentials
     * @param token null for a public repository
     * @param commit full hexadecimal object name
     */
    record Wanted(
            String url, @Nullable String username, @Nullable String token, String ref, String commit) {

        @Override
        public String toString() {
            return "Wanted[" + url + " " + ref + " " + commit + "]";
        }
    }
}
