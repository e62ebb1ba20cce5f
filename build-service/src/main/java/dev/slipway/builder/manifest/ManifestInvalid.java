package dev.slipway.builder.manifest;

import dev.slipway.builder.build.StageFailure;
import org.jspecify.annotations.Nullable;

/** {@code prefect.yaml} can't be used; the message names the place and says what to write. */
public final class ManifestInvalid extends StageFailure {
    private static final long serialVersionUID = 1L;

    ManifestInvalid(String problem, @Nullable Integer line) {
        super(line == null ? "prefect.yaml: " + problem : "prefect.yaml, line " + line + ": " + problem);
    }
}
