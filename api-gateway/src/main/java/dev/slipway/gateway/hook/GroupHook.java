package dev.slipway.gateway.hook;

/**
 * A hook that reports the pushes of many projects: of a group in GitLab, or of all of it (a system hook).
 *
 * @param url of the group, or of GitLab; a push of a repository elsewhere is not believed
 */
record GroupHook(String name, String url) {
    private static final String SECRETS = "groups/";

    /** Under what its secrets are kept, which no project can be called. */
    static String secretsOf(String name) {
        return SECRETS + name;
    }

    /** Where GitLab delivers. */
    static String path(String name) {
        return "/hooks/gitlab/" + secretsOf(name);
    }
}
