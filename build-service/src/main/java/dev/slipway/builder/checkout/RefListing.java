package dev.slipway.builder.checkout;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What branches and tags a repository has, without fetching anything. */
public interface RefListing {
    /**
     * The commit of each branch and tag by its full name; of an annotated tag the commit that it leads to. Fails with
     * {@link CheckoutFailed}.
     *
     * @param url {@code http} or {@code https}, without credentials
     * @param token null for a public repository
     */
    Map<String, String> refs(String url, @Nullable String username, @Nullable String token) throws InterruptedException;
}
