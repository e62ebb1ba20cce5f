package dev.slipway.dispatcher.kubernetes;

import dev.slipway.contracts.job.v1.EndReason;
import dev.slipway.dispatcher.container.Labels;
import dev.slipway.dispatcher.container.ListedContainer;
import dev.slipway.dispatcher.container.LogLine;
import dev.slipway.dispatcher.container.Observation;
import dev.slipway.dispatcher.container.Runner;
import dev.slipway.dispatcher.dispatch.AttemptKey;
import dev.slipway.dispatcher.dispatch.Installation;
import dev.slipway.dispatcher.dispatch.Place;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks after the Jobs of one cluster. */
final class KubernetesRunner implements Runner {
    private static final Duration YOUNG = Duration.ofSeconds(3);

    private final Place place;
    private final Supplier<KubernetesCluster> connection;
    private final KubernetesReader reader;
    private final KubernetesDiagnosis diagnosis;
    private final KubernetesWatchConfig config;
    private final Installation installation;
    private final Clock clock;
    private final KubernetesMemory memory = new KubernetesMemory();
    private volatile @Nullable KubernetesInformers informers;

    KubernetesRunner(
            Place place,
            Supplier<KubernetesCluster> connection,
            KubernetesWatchConfig config,
            Installation installation,
            Clock clock) {
        this.place = place;
        this.connection = connection;
        this.reader = new KubernetesReader(connection, installation);
        this.diagnosis = new KubernetesDiagnosis(config);
        this.config = config;
        this.installation = installation;
        this.clock = clock;
    }

    @Override
    public Place place() {
        return place;
    }

    /** A Job needs nobody to start it. */
    @Override
    public void start(String jobId) {
        // the cluster does
    }

    /** The live copy, which has no events, is good for saying that all is well; anything else is read again. */
    @Override
    public Optional<Observation> glance(String jobId) {
        KubernetesInformers live = informers;
        if (live == null || !live.areCurrent()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        KubernetesSnapshot copy = live.snapshot(KubernetesJobId.parse(jobId));
        return Optional.of(diagnosis.of(copy, now)).filter(seen -> isWell(seen, copy.job(), now));
    }

    @Override
    public Observation inspect(String jobId) {
        var id = KubernetesJobId.parse(jobId);
        return glance(jobId).orElseGet(() -> diagnosis.of(reader.read(id, memory.of(id)), clock.instant()));
    }

    /** What waits for a node waits by its own words; what has just been made has not waited for long. */
    private static boolean isWell(Observation seen, @Nullable Job job, Instant now) {
        return switch (seen) {
            case Observation.Running _ -> true;
            case Observation.Waiting waiting ->
                (waiting.givenUpAt() == null || now.isBefore(waiting.givenUpAt()))
                        && (waiting.reason() == EndReason.UNSCHEDULABLE || isYoung(job, now));
            default -> false;
        };
    }

    private static boolean isYoung(@Nullable Job job, Instant now) {
        return job != null
                && now.isBefore(
                        Instant.parse(job.getMetadata().getCreationTimestamp()).plus(YOUNG));
    }

    @Override
    public List<ListedContainer> list() {
        return jobs().flatMap(job -> listed(job)).toList();
    }

    /** Those of our Jobs that have not ended. */
    List<Job> liveJobs() {
        return jobs().filter(job -> KubernetesJobs.end(job).isEmpty()).toList();
    }

    /** Whether what happens there is seen as it happens. */
    boolean isWatching() {
        KubernetesInformers live = informers;
        return live != null && live.areCurrent();
    }

    /** The connection to the cluster. */
    KubernetesCluster cluster() {
        return connection.get();
    }

    private Stream<Job> jobs() {
        KubernetesInformers live = informers;
        return live != null && live.areCurrent() ? live.jobs() : reader.jobs().stream();
    }

    /** The pods get the grace of the call, not of their own specification, which a user may have set to hours. */
    @Override
    public void stop(String jobId, Duration grace) {
        var id = KubernetesJobId.parse(jobId);
        List<Pod> pods = reader.pods(id);
        reader.delete(id, DeletionPropagation.FOREGROUND);
        pods.forEach(pod -> reader.delete(pod, grace));
    }

    @Override
    public void remove(String jobId) {
        reader.delete(KubernetesJobId.parse(jobId), DeletionPropagation.BACKGROUND);
    }

    @Override
    public void release(String jobId) {
        var id = KubernetesJobId.parse(jobId);
        KubernetesInformers live = informers;
        Job copy = live != null && live.areCurrent() ? live.snapshot(id).job() : null;
        if (copy == null || KubernetesTimeToLive.wanted(copy).isPresent()) {
            reader.release(id);
        }
    }

    @Override
    public Duration keepEnded() {
        return config.keepEnded();
    }

    @Override
    public List<LogLine> logTail(String jobId, int lines) {
        return reader.logTail(KubernetesJobId.parse(jobId), lines);
    }

    @Override
    public AutoCloseable watch(Consumer<AttemptKey> changed, Runnable lost) {
        KubernetesInformers opened =
                KubernetesInformers.open(connection.get(), installation.name(), memory, changed, () -> {
                    informers = null;
                    lost.run();
                });
        informers = opened;
        return opened;
    }

    private static Stream<ListedContainer> listed(Job job) {
        var id = new KubernetesJobId(
                job.getMetadata().getNamespace(),
                job.getMetadata().getName(),
                job.getMetadata().getUid());
        Integer ready = job.getStatus() == null ? null : job.getStatus().getReady();
        Instant createdAt = Instant.parse(job.getMetadata().getCreationTimestamp());
        return Labels.attempt(job.getMetadata().getLabels()).stream()
                .map(key -> new ListedContainer(id.toString(), key, ready != null && ready > 0, createdAt));
    }
}
