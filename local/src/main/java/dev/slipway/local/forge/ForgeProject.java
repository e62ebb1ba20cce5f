package dev.slipway.local.forge;

import org.jspecify.annotations.Nullable;

/**
 * A project of the forge, kept as JSON inside its bare repository.
 *
 * @param id the number that GitLab would give it
 * @param path {@code group/sub/name}
 * @param hook null until one is set
 */
public record ForgeProject(
        int id, String path, String defaultBranch, @Nullable ForgeHook hook) {

    /** The last part of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    String namespace() {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? path : path.substring(path.lastIndexOf('/', slash - 1) + 1, slash);
    }

    ForgeProject withHook(@Nullable ForgeHook newHook) {
        return new ForgeProject(id, path, defaultBranch, newHook);
    }
}
