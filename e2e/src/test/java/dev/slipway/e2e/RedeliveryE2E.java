package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.contracts.build.v1.BuildQueued;
import dev.slipway.contracts.push.v1.PushReceived;
import dev.slipway.local.forge.HookDelivery;
import dev.slipway.testkit.Facts;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Deliveries come again; builds don't. */
class RedeliveryE2E {
    private final Slipway slipway = Slipway.running();
    private final TeamProject project = slipway.project("again");

    @Test
    void deliverySentFiveTimesOfThemTwoAtOnceBuildsOnce() {
        // fails at once when it is built, which is enough to count builds
        project.commit();
        project.tree().write("prefect.yaml", "deployments: 7\n");
        String commit = project.tree().commit("nothing to build");
        project.tree().push();
        HookDelivery delivery = project.delivery(commit);
        resend(delivery);
        resend(delivery);
        CompletableFuture<Void> one = CompletableFuture.runAsync(() -> resend(delivery));
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> resend(delivery));
        CompletableFuture.allOf(one, other).join();

        try (Facts facts = slipway.facts()) {
            facts.awaitOne(BuildQueued.class, build -> build.commit().equals(commit));
            assertThat(facts.within(Duration.ofSeconds(3), BuildQueued.class, build -> build.commit()
                            .equals(commit)))
                    .hasSize(1);
            assertThat(facts.within(Duration.ofMillis(100), PushReceived.class, push -> push.after()
                            .equals(commit)))
                    .hasSize(1);
        }
    }

    private void resend(HookDelivery delivery) {
        assertThat(slipway.forge().redeliver(delivery).status()).isEqualTo(202);
    }
}
