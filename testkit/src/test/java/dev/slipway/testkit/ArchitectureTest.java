package dev.slipway.testkit;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
    @ParameterizedTest
    @ValueSource(strings = {"contracts", "local", "testkit"})
    void theModuleKeepsTheRules(String module) {
        ArchitectureRules.check("dev.slipway." + module, Path.of("..", module));
    }
}
