package dev.slipway.dispatcher.launch;

import dev.slipway.dispatcher.container.ContainerRunner;
import dev.slipway.dispatcher.container.ContainerSpec;
import dev.slipway.dispatcher.container.CreatedContainer;
import dev.slipway.dispatcher.container.JobMaker;
import dev.slipway.dispatcher.container.MadeJob;
import dev.slipway.dispatcher.dispatch.Infrastructure;
import dev.slipway.dispatcher.dispatch.Launch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A run of a {@code docker} pool becomes a container. */
@ApplicationScoped
class ContainerMaker implements JobMaker {
    private final Preparation preparation;
    private final ContainerRunner runner;

    ContainerMaker(Preparation preparation, ContainerRunner runner) {
        this.preparation = preparation;
        this.runner = runner;
    }

    @Override
    public String poolType() {
        return runner.place().type();
    }

    @Override
    public Optional<MadeJob> make(Launch launch, BooleanSupplier isStillWanted) {
        return preparation.prepare(launch, isStillWanted).map(this::create);
    }

    /** A container is started only once it is recorded. */
    @Override
    public Optional<MadeJob> withdraw(Launch launch) {
        runner.list().stream()
                .filter(container -> container.key().equals(launch.key()))
                .forEach(container -> runner.remove(container.id()));
        return Optional.empty();
    }

    private MadeJob create(ContainerSpec spec) {
        CreatedContainer container = runner.create(spec);
        var made = new Infrastructure(
                runner.place(),
                container.infrastructureId(),
                container.id(),
                spec.name(),
                spec.image().reference());
        return new MadeJob(made, !container.adopted());
    }
}
