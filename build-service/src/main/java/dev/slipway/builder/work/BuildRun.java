package dev.slipway.builder.work;

import dev.slipway.builder.build.Build;
import dev.slipway.builder.build.Builds;
import dev.slipway.builder.build.Lease;
import dev.slipway.builder.build.Product;
import dev.slipway.builder.build.PushedImage;
import dev.slipway.builder.build.StageFailure;
import dev.slipway.builder.manifest.BuildPlan;
import dev.slipway.builder.manifest.Manifest;
import dev.slipway.builder.manifest.Manifest.FlowFacts;
import dev.slipway.builder.manifest.Preview;
import dev.slipway.builder.project.Project;
import dev.slipway.builder.registry.Registry;
import dev.slipway.contracts.build.v1.BuildStage;
import dev.slipway.contracts.build.v1.DeploymentSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** One attempt at one build: its stages in their order, and how it ends. */
final class BuildRun {
    private static final Logger LOG = Logger.getLogger(BuildRun.class);
    private static final Duration STATEMENT = Duration.ofSeconds(30);

    private final Builds builds;
    private final Stages stages;
    private final Build build;
    private final Lease lease;
    private final BuildLogWriter log;
    private BuildStage stage = BuildStage.CHECKOUT;

    BuildRun(Builds builds, Stages stages, Build build, Lease lease, BuildLogWriter log) {
        this.builds = builds;
        this.stages = stages;
        this.build = build;
        this.lease = lease;
        this.log = log;
    }

    /**
     * Carries the build to its end. An interrupt or a lost lease leaves it to whoever has it now, without a word: then the
     * thread's interrupt flag is set, or {@code LeaseLost} is thrown.
     */
    void run(Path directory) {
        try {
            BuildInputs inputs = in(BuildStage.CHECKOUT, () -> inputs(directory));
            BuildPlan plan = in(BuildStage.PARSE, () -> stages.parse(inputs, log));
            List<BuiltStep> built = in(BuildStage.BUILD, () -> stages.images().build(inputs, plan, log));
            List<PushedImage> images = in(BuildStage.PUSH, () -> stages.images().push(inputs, plan, built, log));
            Map<String, FlowFacts> flows =
                    in(BuildStage.INTROSPECT, () -> stages.introspect(inputs, plan, BuiltStep.pinned(built), log));
            var product = product(inputs, images, Manifest.deployments(plan, PushedImage.digests(images), flows));
            log.line("Succeeded: " + images.size() + " image(s), "
                    + product.deployments().size() + " deployment(s)" + (product.preview() ? " as a preview" : ""));
            log.flush();
            builds.succeed(lease, product).await().atMost(STATEMENT);
        } catch (StageFailure e) {
            fail(e.sentence());
        }
    }

    private Product product(BuildInputs inputs, List<PushedImage> images, List<DeploymentSpec> deployments) {
        Project project = inputs.project();
        String ref = build.source().ref();
        if (!project.rules().isPreview(ref, project.defaultBranch())) {
            return new Product(images, deployments, false);
        }
        var preview = new Preview(ref, project.rules().previews().schedules());
        return new Product(images, deployments.stream().map(preview::of).toList(), true);
    }

    private BuildInputs inputs(Path directory) {
        Project project = stages.project(build.source());
        Registry registry = stages.registry(build.source(), project);
        var inputs = new BuildInputs(
                build,
                project,
                registry,
                stages.registries(build.source()),
                stages.logins().ofProject(build.source().workspace(), registry, log),
                directory);
        log.hide(inputs.variables().everySecret());
        stages.checkOut(inputs, log);
        return inputs;
    }

    private <T> T in(BuildStage next, Supplier<T> work) {
        builds.enter(lease, next).await().atMost(STATEMENT);
        stage = next;
        log.enter(next);
        try {
            return work.get();
        } catch (StageFailure e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf(e, "build %s broke in stage %s", build.id(), next);
            throw new StageFailure(
                    "Something unexpected happened in build-service; its log has more under build " + build.id() + ".",
                    e);
        } finally {
            log.flush();
        }
    }

    private void fail(String sentence) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        String message = log.masked(sentence);
        LOG.infof("build %s of %s failed in %s: %s", build.id(), build.source().project(), stage, message);
        log.line(message);
        log.flush();
        builds.fail(lease, stage, message).await().atMost(STATEMENT);
    }
}
