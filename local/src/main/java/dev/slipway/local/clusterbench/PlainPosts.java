package dev.slipway.local.clusterbench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.contracts.Json;
import dev.slipway.local.process.Parallel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the API server can do without Slipway: Jobs like those of the runs, from plain clients. */
final class PlainPosts {
    /** Fewer than the streams that one connection may have. */
    private static final int AT_ONCE = 90;

    private final KubernetesApi api;
    private final Clock clock;
    private final JsonNode model;

    private PlainPosts(KubernetesApi api, Clock clock, JsonNode model) {
        this.api = api;
        this.clock = clock;
        this.model = model;
    }

    /** Of Jobs that are like one that Slipway made. */
    static PlainPosts like(KubernetesApi api, Clock clock, String job) {
        return new PlainPosts(api, clock, api.get(KubernetesApi.jobs() + "/" + job));
    }

    /** The rate of so many clients that each wait for nothing but the answer; Jobs in one second. */
    double rate(String prefix, int clients, int count) {
        List<String> names =
                IntStream.range(0, count).mapToObj(i -> prefix + "-" + i).toList();
        Instant start = clock.instant();
        KubernetesApi.parallel(names, clients, name -> api.post(KubernetesApi.jobs(), job(name)));
        return count / (Duration.between(start, clock.instant()).toNanos() / 1e9);
    }

    /** Each Job is wanted as long after the first as it is said there; the moments when they were wanted, by name. */
    Map<String, Instant> replay(String prefix, List<Duration> moments) {
        var places = new Semaphore(AT_ONCE);
        Instant start = clock.instant().plusSeconds(1);
        var wanted = new HashMap<String, Instant>();
        for (int i = 0; i < moments.size(); i++) {
            wanted.put(prefix + "-" + i, start.plus(moments.get(i)));
        }
        Stream<Runnable> posts = wanted.entrySet().stream().map(one -> () -> {
            await(one.getValue());
            places.acquireUninterruptibly();
            try {
                api.post(KubernetesApi.jobs(), job(one.getKey()));
            } finally {
                places.release();
            }
        });
        Parallel.run(posts.toList());
        return wanted;
    }

    private void await(Instant moment) {
        try {
            var _ = new Semaphore(0)
                    .tryAcquire(Duration.between(clock.instant(), moment).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode job(String name) {
        ObjectNode job = Json.MAPPER.createObjectNode();
        ObjectNode metadata = job.putObject("metadata").put("name", name);
        JsonNode of = model.path("metadata");
        metadata.set("labels", without(of.path("labels"), "dev.slipway/installation"));
        metadata.set("annotations", of.path("annotations"));
        ObjectNode spec = model.path("spec").deepCopy();
        spec.remove("selector");
        ObjectNode template = (ObjectNode) spec.path("template").path("metadata");
        template.set(
                "labels",
                without(
                        template.path("labels"),
                        "dev.slipway/installation",
                        "controller-uid",
                        "batch.kubernetes.io/controller-uid",
                        "job-name",
                        "batch.kubernetes.io/job-name"));
        job.set("spec", spec);
        return job;
    }

    /** The dispatcher need not see them. */
    private static JsonNode without(JsonNode labels, String... names) {
        ObjectNode rest = labels.deepCopy();
        rest.remove(List.of(names));
        return rest;
    }
}
