package dev.slipway.builder.work;

import dev.slipway.builder.build.PushedImage;
import dev.slipway.builder.build.Source;
import dev.slipway.builder.image.ImageBuilder;
import dev.slipway.builder.image.PackedContext;
import dev.slipway.builder.image.ParentImage;
import dev.slipway.builder.image.RegistryLogin;
import dev.slipway.builder.manifest.BuildPlan;
import dev.slipway.builder.manifest.ImageStep;
import dev.slipway.builder.manifest.PushStep;
import dev.slipway.builder.reuse.KnownImage;
import dev.slipway.builder.reuse.KnownImages;
import dev.slipway.builder.statement.Origin;
import dev.slipway.builder.statement.Statements;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Builds and pushes the images that were not built before. */
@ApplicationScoped
class ImageStage {
    private static final Duration STATEMENT = Duration.ofSeconds(30);

    private final ImageBuilder images;
    private final KnownImages known;
    private final Publication publication;
    private final ImageLogins logins;
    private final Statements statements;

    ImageStage(
            ImageBuilder images,
            KnownImages known,
            Publication publication,
            ImageLogins logins,
            Statements statements) {
        this.images = images;
        this.known = known;
        this.publication = publication;
        this.logins = logins;
        this.statements = statements;
    }

    /** Each distinct image once. */
    List<BuiltStep> build(BuildInputs inputs, BuildPlan plan, BuildLogWriter log) {
        var context = new ImageBuilder.Context(
                inputs.checkout(), inputs.project().directoryName(), ImageLabels.of(inputs.build(), inputs.project()));
        List<BuiltStep> built = new ArrayList<>();
        for (ImageStep image : plan.images()) {
            try (PackedContext packed = images.pack(context, image)) {
                built.add(build(inputs, plan, packed, image, log));
            }
        }
        return built;
    }

    private BuiltStep build(
            BuildInputs inputs, BuildPlan plan, PackedContext packed, ImageStep image, BuildLogWriter log) {
        Map<String, RegistryLogin> shown = logins.of(inputs, packed.bases(), log);
        Optional<String> key = images.key(packed, shown, log::line);
        Optional<KnownImage> reused = key.flatMap(made -> reusable(inputs, plan, image, made, log));
        if (reused.isPresent()) {
            KnownImage one = reused.get();
            log.line("Reusing " + one.pinned() + " for " + image.reference() + ": files, base images and arguments"
                    + " are those of commit " + one.commit() + " (build " + one.build() + ")");
            return new BuiltStep(image, key, reused, List.of());
        }
        log.line("Building " + image.reference());
        List<ParentImage> present = images.bases(packed);
        images.build(packed, shown, log::line);
        // a base image may have been replaced meanwhile: then nobody knows which one was used
        Optional<String> after = images.key(packed, shown, line -> {});
        return new BuiltStep(
                image, key.filter(before -> after.equals(key)), Optional.empty(), used(present, images.bases(packed)));
    }

    private static List<ParentImage> used(List<ParentImage> before, List<ParentImage> after) {
        var names = before.stream().map(ParentImage::name).collect(Collectors.toSet());
        return after.stream()
                .filter(base -> before.contains(base) || !names.contains(base.name()))
                .toList();
    }

    private Optional<KnownImage> reusable(
            BuildInputs inputs, BuildPlan plan, ImageStep image, String key, BuildLogWriter log) {
        Source source = inputs.build().source();
        return plan.pushes().stream()
                .filter(push -> BuiltStep.references(image, push))
                .findFirst()
                .flatMap(push -> known.find(source, image.name(), key, publication.login(inputs, push, log)));
    }

    /** Pushes each image and says under signature what it is, or puts tags on the one that takes its place. */
    List<PushedImage> push(BuildInputs inputs, BuildPlan plan, List<BuiltStep> steps, BuildLogWriter log) {
        List<PushedImage> pushed = new ArrayList<>();
        for (PushStep push : plan.pushes()) {
            Optional<BuiltStep> step = BuiltStep.of(push, steps);
            PushedImage image = publication.push(inputs, push, step.flatMap(BuiltStep::reused), log);
            step.filter(one -> one.reused().isEmpty()).ifPresent(one -> {
                sign(inputs, one, image.digest(), log);
                remember(inputs, push, one, image.digest());
            });
            pushed.add(image);
        }
        return pushed;
    }

    private void sign(BuildInputs inputs, BuiltStep step, String digest, BuildLogWriter log) {
        var build = inputs.build();
        var origin = new Origin(
                build.source(),
                inputs.project().gitUrl(),
                step.image().withArguments(log::masked),
                step.bases(),
                build.id(),
                build.startedAt());
        statements.sign(origin, digest).await().atMost(STATEMENT);
        log.line("Signed a statement about " + digest);
    }

    private void remember(BuildInputs inputs, PushStep push, BuiltStep step, String digest) {
        Source source = inputs.build().source();
        var image = new KnownImage(push.name(), digest, inputs.build().id(), source.commit());
        step.key().ifPresent(key -> known.remember(source, key, image));
    }
}
