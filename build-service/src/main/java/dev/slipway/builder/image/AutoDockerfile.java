package dev.slipway.builder.image;

/** The Dockerfile that {@code dockerfile: auto} stands for. */
final class AutoDockerfile {
    /** Its name in the build context; one that no repository uses. */
    static final String NAME = ".slipway.Dockerfile";

    private AutoDockerfile() {}

    static String text(String base, String directoryName, boolean withRequirements) {
        String directory = "/opt/prefect/" + directoryName;
        String requirements = withRequirements ? """
                COPY ["requirements.txt", "%1$s/requirements.txt"]
                RUN python -m pip install --no-cache-dir --disable-pip-version-check -r "%1$s/requirements.txt"
                """.formatted(directory) : "";
        return "FROM " + base + "\n" + requirements + "COPY [\".\", \"" + directory + "/\"]\nWORKDIR " + directory
                + "\n";
    }
}
