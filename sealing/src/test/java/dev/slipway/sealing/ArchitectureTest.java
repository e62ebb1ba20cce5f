package dev.slipway.sealing;

import dev.slipway.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void theModuleKeepsTheRules() {
        ArchitectureRules.check("dev.slipway.sealing");
    }
}
