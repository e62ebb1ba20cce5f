package dev.slipway.local.forge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A developer's clone: files, commits, pushes. */
public final class WorkTree {
    private final Path directory;
    private final Git git;

    private WorkTree(Path directory) {
        this.directory = directory;
        this.git = new Git(directory);
    }

    /** The work tree in that folder; a new one on branch {@code main} if there is none. */
    public static WorkTree open(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var tree = new WorkTree(directory);
        if (!Files.exists(directory.resolve(".git"))) {
            tree.git.run("init", "--quiet", "--initial-branch=main");
            tree.git.run("config", "user.name", "Ada Example");
            tree.git.run("config", "user.email", "ada@example.com");
            tree.git.run("config", "commit.gpgsign", "false");
            tree.git.run("config", "core.hooksPath", "/dev/null");
        }
        return tree;
    }

    /** Makes {@code origin} that repository; later a plain {@code git push} needs no further credential. */
    public WorkTree connect(String gitUrl, String token) {
        String credential = Base64.getEncoder().encodeToString((GitForge.USERNAME + ":" + token).getBytes(UTF_8));
        git.run("config", "remote.origin.url", gitUrl);
        git.run("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*");
        git.run("config", "http." + gitUrl + ".extraHeader", "Authorization: Basic " + credential);
        git.run("config", "push.autoSetupRemote", "true");
        return this;
    }

    /** Where the files are. */
    public Path directory() {
        return directory;
    }

    /** Writes a file. */
    public WorkTree write(String path, String text) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a file. */
    public String read(String path) {
        try {
            return Files.readString(directory.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commits everything, even if nothing changed; the commit's id. */
    public String commit(String message) {
        git.run("add", "--all");
        git.run("commit", "--quiet", "--allow-empty", "--message", message);
        return head();
    }

    /** The id of the commit that is checked out. */
    public String head() {
        return git.run("rev-parse", "HEAD").strip();
    }

    /** Pushes {@code main}. */
    public void push() {
        push("main");
    }

    /** Pushes those refspecs in one push; options of {@code git push} may be among them. */
    public void push(String... refspecs) {
        var arguments = new ArrayList<>(List.of("push", "--quiet", "origin"));
        arguments.addAll(List.of(refspecs));
        git.run(arguments.toArray(String[]::new));
    }

    /** Any other git command; what it prints. */
    public String git(String... arguments) {
        return git.run(arguments);
    }
}
