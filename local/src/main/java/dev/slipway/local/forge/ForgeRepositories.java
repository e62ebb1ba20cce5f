package dev.slipway.local.forge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The bare repositories under one folder. What the forge knows about a project lies inside its repository, so that another
 * process may create a project or set its hook while the forge runs.
 */
final class ForgeRepositories {
    private static final String PROJECT_FILE = "forge-project.json";
    private static final Pattern PROJECT_PATH =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*");

    private final Path root;

    ForgeRepositories(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    Path directory(String projectPath) {
        return root.resolve(projectPath + ".git");
    }

    Git git(ForgeProject project) {
        return new Git(directory(project.path()));
    }

    Optional<ForgeProject> find(String projectPath) {
        if (!PROJECT_PATH.matcher(projectPath).matches()) {
            return Optional.empty();
        }
        Path file = directory(projectPath).resolve(PROJECT_FILE);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /** The project with that number or path. */
    Optional<ForgeProject> byId(String idOrPath) {
        return idOrPath.matches("\\d{1,9}") ? byNumber(Integer.parseInt(idOrPath)) : find(idOrPath);
    }

    private Optional<ForgeProject> byNumber(int id) {
        try (Stream<Path> files = Files.walk(root, 6)) {
            return files.filter(file -> file.endsWith(PROJECT_FILE))
                    .map(ForgeRepositories::read)
                    .filter(project -> project.id() == id)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The project with that path; made now if there is none. */
    synchronized ForgeProject create(String projectPath) {
        return find(projectPath).orElseGet(() -> initialise(projectPath));
    }

    synchronized ForgeProject save(ForgeProject project) {
        Path file = directory(project.path()).resolve(PROJECT_FILE);
        try {
            writePrivately(file, Json.MAPPER.writeValueAsString(project));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + project.path(), e);
        }
        return project;
    }

    /** Replaces a file at once; only its owner can read it. */
    static void writePrivately(Path file, String text) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(unfinished);
            Files.createFile(
                    unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(unfinished, text, UTF_8);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ForgeProject initialise(String projectPath) {
        if (!PROJECT_PATH.matcher(projectPath).matches()) {
            throw new IllegalArgumentException("not a project path: " + projectPath);
        }
        var project = new ForgeProject(count() + 1, projectPath, "main", null);
        try {
            Files.createDirectories(directory(projectPath));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Git git = git(project);
        git.run("init", "--quiet", "--bare", "--initial-branch=" + project.defaultBranch());
        // as Gitaly is configured: any commit by its id, partial clones
        git.run("config", "uploadpack.allowAnySHA1InWant", "true");
        git.run("config", "uploadpack.allowFilter", "true");
        return save(project);
    }

    private int count() {
        try (Stream<Path> files = Files.walk(root, 6)) {
            return (int) files.filter(file -> file.endsWith(PROJECT_FILE)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ForgeProject read(Path file) {
        try {
            return Json.MAPPER.readValue(Files.readString(file), ForgeProject.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
