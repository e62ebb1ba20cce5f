package dev.slipway.dispatcher.launch;

import dev.slipway.dispatcher.container.ContainerRunner;
import dev.slipway.dispatcher.container.ImageRequest;
import dev.slipway.dispatcher.credential.RegistryLogins;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BooleanSupplier;

/** The image's way onto the engine. */
@ApplicationScoped
class Images {
    private final ContainerRunner runner;
    private final RegistryLogins logins;

    Images(ContainerRunner runner, RegistryLogins logins) {
        this.runner = runner;
        this.logins = logins;
    }

    /** False if the container was not wanted any more when the pull had ended. */
    boolean ensure(String workspace, ImageRequest image, BooleanSupplier isStillWanted) {
        if (!runner.needsPull(image)) {
            return true;
        }
        runner.pull(image, logins.forImage(workspace, image));
        return isStillWanted.getAsBoolean();
    }
}
