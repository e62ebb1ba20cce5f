package dev.slipway.gateway;

import dev.slipway.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void theModuleKeepsTheRulesOfTheHouse() {
        ArchitectureRules.check("dev.slipway.gateway");
    }
}
