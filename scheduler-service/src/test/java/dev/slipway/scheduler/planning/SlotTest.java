package dev.slipway.scheduler.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlotTest {
    private static final Instant FIRE = Instant.parse("2026-11-23T09:00:00Z");
    private static final Slot SLOT = new Slot("default", "etl", "nightly", "daily", FIRE);

    @Test
    void keyIsTheSameForEver() {
        assertThat(SLOT.key())
                .isEqualTo(new Slot("default", "etl", "nightly", "daily", FIRE.plusNanos(1)).key())
                .startsWith("slot:")
                .hasSize(69);
    }

    @Test
    void everyPartMakesAnotherSlot() {
        assertThat(new String[] {
                    SLOT.key(),
                    new Slot("other", "etl", "nightly", "daily", FIRE).key(),
                    new Slot("default", "etl2", "nightly", "daily", FIRE).key(),
                    new Slot("default", "etl", "hourly", "daily", FIRE).key(),
                    new Slot("default", "etl", "nightly", "weekly", FIRE).key(),
                    new Slot("default", "etl", "nightly", "daily", FIRE.plusSeconds(1)).key(),
                    new Slot("default", "etln", "ightly", "daily", FIRE).key()
                })
                .doesNotHaveDuplicates();
    }
}
