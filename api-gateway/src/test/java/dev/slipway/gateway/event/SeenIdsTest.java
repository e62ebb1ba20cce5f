package dev.slipway.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenIdsTest {
    @Test
    void anIdIsNewOnce() {
        var ids = new SeenIds();

        assertThat(ids.add("a")).isTrue();
        assertThat(ids.add("a")).isFalse();
    }

    @Test
    void whatWasLongAgoIsForgotten() {
        var ids = new SeenIds();
        for (int id = 0; id <= 2_000; id++) {
            ids.add("id" + id);
        }

        assertThat(ids.add("id0")).isTrue();
        assertThat(ids.add("id2000")).isFalse();
    }
}
