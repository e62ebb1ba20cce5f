package dev.slipway.contracts.build.v1;

/** The stages of a build, in their order. */
public enum BuildStage {
    /** Fetching exactly the pushed commit. */
    CHECKOUT,
    /** Reading {@code prefect.yaml} and resolving its templates. */
    PARSE,
    /** Building the image. */
    BUILD,
    /** Pushing it and reading its digest. */
    PUSH,
    /** Importing the entrypoints inside the image. */
    INTROSPECT
}
