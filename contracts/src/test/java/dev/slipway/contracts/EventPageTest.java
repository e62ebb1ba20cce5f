package dev.slipway.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class EventPageTest {
    @Test
    void pageIsThatOfTheCatalogue() throws IOException {
        if (Boolean.getBoolean("events.refresh")) {
            Files.writeString(Catalogue.PAGE, EventPage.render(), UTF_8);
        }
        assertThat(Catalogue.text(Catalogue.PAGE))
                .as("docs/events.md is old; its last line says how to make it anew")
                .isEqualTo(EventPage.render());
    }
}
