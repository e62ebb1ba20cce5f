package dev.slipway.builder.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImageLabelsTest {
    @Test
    void anImageIsAsOldAsItsCommit() {
        assertThat(ImageLabels.created("2026-11-23T05:00:00.123+01:00")).contains("2026-11-23T04:00:00Z");
    }

    @Test
    void aTimeThatIsNoneIsLeftOut() {
        assertThat(ImageLabels.created(null)).isEmpty();
        assertThat(ImageLabels.created("yesterday")).isEmpty();
    }
}
