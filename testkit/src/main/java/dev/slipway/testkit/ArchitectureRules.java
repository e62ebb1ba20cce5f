package dev.slipway.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The rules of the house, for the module whose tests run. Each has a bad example in this module's tests that it must reject.
 */
public final class ArchitectureRules {
    private static final Pattern BANNED_NAME =
            Pattern.compile(".*(Util|Utils|Helper|Manager|Impl|Common|Interface)|(Abstract|Base)[A-Z].*");
    private static final String[] FILTERS = {"..problem..", "..auth..", "..caller.."};
    private static final String BAD_EXAMPLES = "/fixture/";

    private ArchitectureRules() {}

    /**
     * Fails with all violations of the first rule that the module breaks.
     *
     * @param root the package of the module; one level below it are its features
     */
    public static void check(String root) {
        check(root, Path.of(""));
    }

    /** The same for a compiled module whose own tests can't use this one, since this one uses it. */
    static void check(String root, Path module) {
        JavaClasses main = compiled(module.resolve("target/classes"));
        JavaClasses tests = compiled(module.resolve("target/test-classes"));
        forMain(root).forEach(rule -> rule.check(main));
        forTests().forEach(rule -> rule.check(tests));
        SourceRules.check(module);
    }

    static List<ArchRule> forMain(String root) {
        return List.of(
                noCyclesOfFeatures(root),
                onlyResourcesUseJaxRs(),
                onlyDockerClassesUseDockerJava(),
                onlyKubernetesClassesUseFabric8(),
                onlyConsumersUseReactiveMessaging(),
                timeAndIdsAreArguments(),
                noFieldInjection(),
                namesSaySomething(),
                packagesAreNullMarked());
    }

    static List<ArchRule> forTests() {
        return List.of(testsDoNotSleep(), testsAreNotSkipped(), namesSaySomething());
    }

    static ArchRule noCyclesOfFeatures(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);
    }

    static ArchRule onlyResourcesUseJaxRs() {
        return onlyThese(
                "*Resource, or a filter of problem, auth or caller",
                name -> name.endsWith("Resource"),
                "jakarta.ws.rs..");
    }

    static ArchRule onlyDockerClassesUseDockerJava() {
        return onlyThese("Docker*, Test*", named("Docker"), "com.github.dockerjava..");
    }

    static ArchRule onlyKubernetesClassesUseFabric8() {
        return onlyThese("Kubernetes*, Test*", named("Kubernetes"), "io.fabric8..");
    }

    private static Predicate<String> named(String technology) {
        return name -> name.startsWith(technology) || name.startsWith("Test");
    }

    static ArchRule onlyConsumersUseReactiveMessaging() {
        return onlyThese(
                "*Consumer", name -> name.endsWith("Consumer"), "org.eclipse.microprofile.reactive.messaging..");
    }

    private static ArchRule onlyThese(String who, Predicate<String> allowedName, String library) {
        var others = DescribedPredicate.<JavaClass>describe(
                "not " + who,
                type -> !allowedName.test(outermost(type).getSimpleName())
                        && !resideInAnyPackage(FILTERS).test(type));
        return noClasses()
                .that(are(others))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true);
    }

    static ArchRule timeAndIdsAreArguments() {
        return new ForbiddenCalls(
                        "time and ids are arguments, by Clock and Ids",
                        List.of(
                                "java.lang.System.currentTimeMillis()",
                                "java.util.UUID.randomUUID()",
                                "java.time.Instant.now()",
                                "java.time.LocalDate.now()",
                                "java.time.LocalDateTime.now()",
                                "java.time.OffsetDateTime.now()",
                                "java.time.ZonedDateTime.now()"))
                .rule();
    }

    static ArchRule noFieldInjection() {
        return noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .orShould()
                .beAnnotatedWith("org.eclipse.microprofile.rest.client.inject.RestClient")
                .because("a constructor shows what a class needs")
                .allowEmptyShould(true);
    }

    static ArchRule namesSaySomething() {
        var nameless = DescribedPredicate.<JavaClass>describe(
                "named util, helper, manager, impl, abstract or base",
                type -> BANNED_NAME.matcher(type.getSimpleName()).matches());
        return noClasses()
                .should(be(nameless))
                .because("such names say nothing about what a class is for")
                .allowEmptyShould(true);
    }

    static ArchRule packagesAreNullMarked() {
        var nullMarked = DescribedPredicate.<JavaClass>describe(
                "in a package with a package-info that is @NullMarked",
                type -> type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked"));
        return classes().should(be(nullMarked)).allowEmptyShould(true);
    }

    static ArchRule testsDoNotSleep() {
        return new ForbiddenCalls(
                        "tests wait for something, by Awaitility",
                        List.of("java.lang.Thread.sleep(long)", "java.lang.Thread.sleep(java.time.Duration)"))
                .rule();
    }

    static ArchRule testsAreNotSkipped() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.junit.jupiter.api.Disabled")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.junit.jupiter.api.Assumptions")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.assertj.core.api.Assumptions")
                .because("a test that can't run must say so by failing")
                .allowEmptyShould(true);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureRules::outermost).orElse(type);
    }

    private static JavaClasses compiled(Path folder) {
        return Files.isDirectory(folder)
                ? new ClassFileImporter()
                        .withImportOption(location -> !location.contains(BAD_EXAMPLES))
                        .importPath(folder)
                : new ClassFileImporter().importPaths(List.of());
    }
}
