package dev.slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class SequentialIdsTest {
    @Test
    void countsFromOne() {
        var ids = new SequentialIds();

        assertThat(ids.next()).isEqualTo(UUID.fromString("00000000-0000-0000-0000-000000000001"));
        assertThat(ids.next()).isEqualTo(SequentialIds.number(2));
    }
}
