package dev.slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureRulesTest {
    private static final Path BAD = Path.of("target/test-classes/dev/slipway/testkit/fixture");

    static Stream<Arguments> badExamples() {
        return Stream.of(
                arguments(ArchitectureRules.noCyclesOfFeatures("dev.slipway.testkit.fixture.cycle"), "cycle"),
                arguments(ArchitectureRules.onlyResourcesUseJaxRs(), "library/BuildService.class"),
                arguments(ArchitectureRules.onlyDockerClassesUseDockerJava(), "library/ImagePusher.class"),
                arguments(ArchitectureRules.onlyKubernetesClassesUseFabric8(), "library/PodStarter.class"),
                arguments(ArchitectureRules.onlyConsumersUseReactiveMessaging(), "library/BuildIntake.class"),
                arguments(ArchitectureRules.timeAndIdsAreArguments(), "time/OwnTime.class"),
                arguments(ArchitectureRules.timeAndIdsAreArguments(), "time/OwnIds.class"),
                arguments(ArchitectureRules.noFieldInjection(), "injection/InjectedField.class"),
                arguments(ArchitectureRules.namesSaySomething(), "names/StringUtils.class"),
                arguments(ArchitectureRules.namesSaySomething(), "names/BuildManager.class"),
                arguments(ArchitectureRules.namesSaySomething(), "names/AbstractLoop.class"),
                arguments(ArchitectureRules.packagesAreNullMarked(), "unmarked"),
                arguments(ArchitectureRules.testsDoNotSleep(), "tests/Sleeping.class"),
                arguments(ArchitectureRules.testsAreNotSkipped(), "tests/Skipped.class"),
                arguments(ArchitectureRules.testsAreNotSkipped(), "tests/Assuming.class"));
    }

    static Stream<Arguments> goodExamples() {
        return Stream.of(
                arguments(ArchitectureRules.onlyResourcesUseJaxRs(), "library/BuildResource.class"),
                arguments(ArchitectureRules.onlyResourcesUseJaxRs(), "library/BuildResource$Answer.class"),
                arguments(ArchitectureRules.onlyDockerClassesUseDockerJava(), "library/DockerImageBuilder.class"),
                arguments(ArchitectureRules.timeAndIdsAreArguments(), "time/GivenTime.class"),
                arguments(ArchitectureRules.namesSaySomething(), "names/Baseline.class"),
                arguments(ArchitectureRules.packagesAreNullMarked(), "library"));
    }

    @ParameterizedTest
    @MethodSource("badExamples")
    void aBadExampleIsRejected(ArchRule rule, String example) {
        assertThat(violations(rule, example)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("goodExamples")
    void aGoodExampleIsAccepted(ArchRule rule, String example) {
        assertThat(violations(rule, example)).isEmpty();
    }

    @Test
    void everyRuleHasABadExample() {
        List<String> withExample = badExamples()
                .map(arguments -> ((ArchRule) arguments.get()[0]).getDescription())
                .toList();

        Stream.concat(
                        ArchitectureRules.forMain("dev.slipway.testkit.fixture.cycle").stream(),
                        ArchitectureRules.forTests().stream())
                .forEach(rule -> assertThat(withExample).contains(rule.getDescription()));
    }

    @Test
    void aLongFileIsRejected(@TempDir Path sources) throws Exception {
        Path atLimit = Files.write(sources.resolve("Short.java"), Collections.nCopies(400, "//"));
        Path tooLong = Files.write(sources.resolve("Long.java"), Collections.nCopies(401, "//"));

        assertThat(SourceRules.tooLong(sources)).contains(tooLong).doesNotContain(atLimit);
    }

    @Test
    void aVersionInAModulesPomIsRejected(@TempDir Path folder) throws Exception {
        Path pom = Files.writeString(folder.resolve("pom.xml"), """
                <project>
                  <parent><artifactId>slipway</artifactId><version>1</version></parent>
                  <dependencies>
                    <dependency><artifactId>good</artifactId></dependency>
                    <dependency><artifactId>bad</artifactId><version>2</version></dependency>
                  </dependencies>
                </project>
                """);

        assertThat(SourceRules.versionsIn(pom)).containsExactly("bad2");
    }

    private static List<String> violations(ArchRule rule, String example) {
        var classes = new ClassFileImporter().importPath(BAD.resolve(example));
        assertThat(classes).as("the example %s is there", example).isNotEmpty();
        return rule.evaluate(classes).getFailureReport().getDetails();
    }
}
