package dev.slipway.local.project;

import dev.slipway.local.client.ResourceName;
import dev.slipway.local.process.CannotStart;
import java.net.URI;
import java.util.Locale;

/** What projects are called. */
final class ProjectName {
    private static final int LONGEST = 63;

    private ProjectName() {}

    static String checked(String name) {
        return ResourceName.checked("project", name);
    }

    /** The last part of the repository's path, as names may be. */
    static String of(String gitUrl) {
        String path = path(gitUrl);
        String last = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        String name = last.replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
        return checked(name.substring(0, Math.min(LONGEST, name.length())).replaceAll("-+$", ""));
    }

    /** Where a person manages the webhooks of the repository. */
    static String hooksPage(String gitUrl) {
        return gitUrl.replaceFirst("/+$", "").replaceFirst("\\.git$", "") + "/-/hooks";
    }

    private static String path(String gitUrl) {
        try {
            return URI.create(gitUrl).getPath().replaceFirst("/+$", "").replaceFirst("\\.git$", "");
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new CannotStart("This is no URL of a repository: " + gitUrl, e);
        }
    }
}
