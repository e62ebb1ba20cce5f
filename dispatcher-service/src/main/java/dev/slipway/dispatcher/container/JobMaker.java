package dev.slipway.dispatcher.container;

import dev.slipway.dispatcher.dispatch.Launch;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Makes what runs the attempts of work pools of one type. Every call blocks, and throws {@link InfrastructureUnavailable} when
 * it may be repeated and {@link ContainerRefused} or {@code InvalidConfiguration} when that makes no sense.
 */
public interface JobMaker {
    /** The type of the work pools. */
    String poolType();

    /**
     * Makes it, or finds what an earlier try for the same attempt and request made: its name is the claim.
     *
     * @param isStillWanted asked after anything that takes long
     * @return empty if it was not wanted any more
     */
    Optional<MadeJob> make(Launch launch, BooleanSupplier isStillWanted);

    /**
     * Takes back what an earlier try may have made before it could be recorded.
     *
     * @return what can't be taken back, since it may have run already: it has to be looked after until its end
     */
    Optional<MadeJob> withdraw(Launch launch);
}
