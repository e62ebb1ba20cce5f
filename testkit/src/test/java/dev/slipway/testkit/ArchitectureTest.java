package dev.slipway.testkit;

import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void theModuleKeepsTheRules() {
        ArchitectureRules.check("dev.slipway.testkit");
    }
}
