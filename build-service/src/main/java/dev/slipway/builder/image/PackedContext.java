package dev.slipway.builder.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.builder.image.ImageBuilder.Context;
import dev.slipway.builder.manifest.ImageStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/** The build context of an image as a file, for as long as it is not closed. */
public final class PackedContext implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PackedContext.class);
    private static final long MIB = 1024 * 1024;
    private static final String IGNORE_FILE = ".dockerignore";

    private final Context context;
    private final ImageStep image;
    private final Dockerfile dockerfile;
    private final Path tar;

    private PackedContext(Context context, ImageStep image, Dockerfile dockerfile, Path tar) {
        this.context = context;
        this.image = image;
        this.dockerfile = dockerfile;
        this.tar = tar;
    }

    /**
     * @param path in the context
     */
    record Dockerfile(String path, String text) {}

    static PackedContext of(Context context, ImageStep image, String autoBase, long largest) {
        try {
            Path root =
                    inside(context.checkout(), context.checkout().resolve(image.context()), "path " + image.context());
            Path tar = Files.createTempFile("slipway-context", ".tar");
            try {
                Dockerfile dockerfile = pack(context, image, autoBase, root, tar);
                checkSize(image, tar, largest);
                return new PackedContext(context, image, dockerfile, tar);
            } catch (IOException | RuntimeException e) {
                deleteQuietly(tar);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkSize(ImageStep image, Path tar, long largest) throws IOException {
        if (Files.size(tar) > largest) {
            throw new ImageFailed("The build context of " + image.reference() + " has " + Files.size(tar) / MIB
                    + " MiB; at most " + largest / MIB + " are allowed. A .dockerignore keeps files out.");
        }
    }

    private static Dockerfile pack(Context context, ImageStep image, String autoBase, Path root, Path tar)
            throws IOException {
        boolean auto = image.dockerfile().equals(ImageStep.AUTO);
        Dockerfile dockerfile = auto ? generated(context, autoBase, root) : written(image, root);
        Map<String, byte[]> extra = new HashMap<>();
        if (auto) {
            extra.put(dockerfile.path(), dockerfile.text().getBytes(UTF_8));
        }
        ContextTar.of(root, ignoreRules(root), Set.of(dockerfile.path(), IGNORE_FILE))
                .write(tar, extra);
        return dockerfile;
    }

    private static Dockerfile generated(Context context, String autoBase, Path root) {
        boolean requirements = Files.isRegularFile(root.resolve("requirements.txt"), LinkOption.NOFOLLOW_LINKS);
        return new Dockerfile(
                AutoDockerfile.NAME, AutoDockerfile.text(autoBase, context.directoryName(), requirements));
    }

    private static Dockerfile written(ImageStep image, Path root) throws IOException {
        String path = Path.of(image.dockerfile()).normalize().toString();
        Path file = inside(root, root.resolve(path), "dockerfile " + image.dockerfile());
        if (!Files.isRegularFile(file)) {
            throw new ImageFailed("The dockerfile " + image.dockerfile() + " is not a file.");
        }
        if (Files.size(file) > MIB) {
            throw new ImageFailed("The dockerfile " + image.dockerfile() + " has more than 1 MiB.");
        }
        return new Dockerfile(path, new String(Files.readAllBytes(file), UTF_8));
    }

    /** Links of the repository must not lead out of it. */
    private static Path inside(Path root, Path path, String what) throws IOException {
        if (!Files.exists(path)) {
            throw new ImageFailed("The repository has no " + what + "; prefect.yaml names it in a build step.");
        }
        Path real = path.toRealPath();
        if (!real.startsWith(root.toRealPath())) {
            throw new ImageFailed("The " + what + " leads out of the repository.");
        }
        return real;
    }

    private static IgnoreRules ignoreRules(Path root) throws IOException {
        Path file = root.resolve(IGNORE_FILE);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? IgnoreRules.parse(Files.readString(file))
                : IgnoreRules.NONE;
    }

    /** The images that the Dockerfile names, as far as they can be told before it is built. */
    public Set<String> bases() {
        return FromImages.named(dockerfile.text(), image.buildArguments());
    }

    Context context() {
        return context;
    }

    ImageStep image() {
        return image;
    }

    Dockerfile dockerfile() {
        return dockerfile;
    }

    Path tar() {
        return tar;
    }

    @Override
    public void close() {
        deleteQuietly(tar);
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf("%s could not be deleted: %s", file, e);
        }
    }
}
