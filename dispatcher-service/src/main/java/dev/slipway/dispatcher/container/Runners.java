package dev.slipway.dispatcher.container;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.dispatch.Place;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;

/** All places, and what makes jobs for them. */
@ApplicationScoped
public class Runners {
    private final List<RunnerSource> sources;
    private final List<JobMaker> makers;

    Runners(@All List<RunnerSource> sources, @All List<JobMaker> makers) {
        this.sources = sources;
        this.makers = makers;
    }

    /** Every place that is known now. */
    public List<Runner> all() {
        return sources.stream().flatMap(source -> source.runners().stream()).toList();
    }

    /**
     * The runner of a place.
     *
     * @throws InfrastructureUnavailable if the place is not known (any more)
     */
    public Runner at(Place place) {
        return all().stream()
                .filter(runner -> runner.place().equals(place))
                .findFirst()
                .orElseThrow(() -> new InfrastructureUnavailable(place + " is not known here", null));
    }

    /**
     * What makes the jobs of a work pool.
     *
     * @throws ContainerRefused if such pools are not served
     */
    public JobMaker makerFor(String poolType) {
        return makers.stream()
                .filter(maker -> maker.poolType().equals(poolType))
                .findFirst()
                .orElseThrow(() -> new ContainerRefused(
                        EndReason.INVALID_CONFIGURATION,
                        "Work pools of type " + poolType + " are not served here, only " + served() + "."));
    }

    private String served() {
        return makers.stream().map(JobMaker::poolType).sorted().collect(Collectors.joining(", "));
    }
}
