package dev.slipway.builder.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GitRefListingTest {
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);

    @Test
    void anAnnotatedTagIsTheCommitThatItLeadsTo() {
        String output = A + "\trefs/heads/main\n" + A + "\trefs/tags/v1\n" + B + "\trefs/tags/v1^{}\n";

        assertThat(GitRefListing.read(output))
                .containsOnlyKeys("refs/heads/main", "refs/tags/v1")
                .containsEntry("refs/heads/main", A)
                .containsEntry("refs/tags/v1", B);
    }

    @Test
    void whatIsNoRefIsPassedOver() {
        String output =
                "warning: redirecting\n" + A + "\trefs/merge-requests/1/head\nxyz\trefs/heads/x\n" + A + "\tHEAD\n";

        assertThat(GitRefListing.read(output)).isEmpty();
    }

    @Test
    void aListThatWasCutIsNoList() {
        assertThatThrownBy(() -> GitRefListing.read("x".repeat(4 * 1024 * 1024)))
                .isInstanceOf(CheckoutFailed.class)
                .hasMessageContaining("too many refs");
    }
}
