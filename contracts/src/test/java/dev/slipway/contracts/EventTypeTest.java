package dev.slipway.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventTypeTest {
    @Test
    void everyEventIsInTheCatalogueOnce() {
        Stream<Class<?>> listed = Arrays.stream(EventType.values()).map(EventType::dataClass);
        assertThat(listed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(Catalogue.events());
    }

    @Test
    void namesAreNotReused() {
        assertThat(EventType.values()).extracting(EventType::wireName).doesNotHaveDuplicates();
        assertThat(Topic.values()).extracting(Topic::topicName).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void nameSaysWhatHappenedToWhatAndCarriesTheVersionOfThePackage(EventType type) {
        assertThat(type.wireName()).matches("dev\\.slipway\\.[a-z-]+\\.[a-z-]+\\.v1");
        assertThat(type.dataClass().getPackageName()).endsWith(".v1");
        assertThat(EventType.named(type.wireName())).contains(type);
        assertThat(EventType.of(type.dataClass())).isEqualTo(type);
    }

    @Test
    void aNameOfALaterVersionIsUnknown() {
        assertThat(EventType.named("dev.slipway.push.received.v2")).isEmpty();
    }

    @Test
    void anEventOutsideOfTheCatalogueIsRefused() {
        record Stranger(String workspace, String key) implements Event {}
        assertThatThrownBy(() -> EventType.of(Stranger.class)).isInstanceOf(IllegalArgumentException.class);
    }
}
