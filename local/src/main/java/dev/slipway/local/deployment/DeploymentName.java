package dev.slipway.local.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.local.process.CannotStart;
import java.net.URLEncoder;
import java.util.UUID;

/** A deployment as users name it: {@code flow/deployment}, or its id. */
final class DeploymentName {
    private DeploymentName() {}

    /** Its path at the gateway. */
    static String path(String name) {
        int slash = name.indexOf('/');
        if (slash > 0 && slash < name.length() - 1) {
            return "/slipway/v1/deployments/" + encoded(name.substring(0, slash)) + "/"
                    + encoded(name.substring(slash + 1));
        }
        try {
            return "/slipway/v1/deployments/" + UUID.fromString(name);
        } catch (IllegalArgumentException e) {
            throw new CannotStart("A deployment is named as flow/deployment, or by its id.");
        }
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, UTF_8).replace("+", "%20").replace("%7E", "~");
    }
}
