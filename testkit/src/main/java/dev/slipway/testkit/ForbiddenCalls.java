package dev.slipway.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * A rule that some methods are not called, nor referred to, except where a bean for them is produced.
 *
 * @param reason why, and what to do instead
 * @param methods full names with the types of their parameters
 */
record ForbiddenCalls(String reason, List<String> methods) {
    private static final String PRODUCES = "jakarta.enterprise.inject.Produces";

    ArchRule rule() {
        var forbidden = DescribedPredicate.<JavaAccess<?>>describe(
                "one of " + methods,
                access -> methods.contains(access.getTarget().getFullName())
                        && !access.getOrigin().isAnnotatedWith(PRODUCES));
        return noClasses().should().accessTargetWhere(forbidden).because(reason).allowEmptyShould(true);
    }
}
