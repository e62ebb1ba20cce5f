package dev.slipway.dispatcher.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.contracts.Json;
import dev.slipway.dispatcher.problem.Refused;
import dev.slipway.sealing.NoMasterKey;
import dev.slipway.sealing.SecretBox;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a cluster is reached, as it is stored: the kind in the open, the rest sealed. */
@ApplicationScoped
class SealedAccess {
    private static final String IN_CLUSTER = "IN_CLUSTER";
    private static final String KUBECONFIG = "KUBECONFIG";
    private static final String TOKEN = "TOKEN";

    private final SecretBox box;

    SealedAccess(SecretBox box) {
        this.box = box;
    }

    static String kind(ClusterAccess access) {
        return switch (access) {
            case ClusterAccess.InCluster own -> IN_CLUSTER;
            case ClusterAccess.Kubeconfig kubeconfig -> KUBECONFIG;
            case ClusterAccess.Token token -> TOKEN;
            case ClusterAccess.Unusable unusable -> throw new IllegalStateException(unusable.why());
        };
    }

    /** Null if there is nothing to hide. */
    byte @Nullable [] seal(ClusterAccess access, String owner) {
        return switch (access) {
            case ClusterAccess.InCluster own -> null;
            case ClusterAccess.Kubeconfig kubeconfig -> sealed(kubeconfig.yaml(), owner);
            case ClusterAccess.Token token -> sealed(written(token), owner);
            case ClusterAccess.Unusable unusable -> throw new IllegalStateException(unusable.why());
        };
    }

    private byte[] sealed(String secret, String owner) {
        try {
            return box.seal(secret, owner);
        } catch (NoMasterKey e) {
            throw Refused.conflict(String.valueOf(e.getMessage()));
        }
    }

    /** Of a cluster whose credential does not open, why: it must not take the other clusters along. */
    ClusterAccess open(String kind, byte @Nullable [] sealed, String owner) {
        if (kind.equals(IN_CLUSTER)) {
            return new ClusterAccess.InCluster();
        }
        try {
            String opened = box.open(Objects.requireNonNull(sealed), owner);
            return kind.equals(KUBECONFIG) ? new ClusterAccess.Kubeconfig(opened) : read(opened);
        } catch (NoMasterKey | IllegalStateException e) {
            return new ClusterAccess.Unusable(String.valueOf(e.getMessage()));
        }
    }

    private static String written(ClusterAccess.Token token) {
        try {
            return Json.MAPPER.writeValueAsString(token);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written", e);
        }
    }

    private static ClusterAccess.Token read(String json) {
        try {
            return Json.MAPPER.readValue(json.getBytes(StandardCharsets.UTF_8), ClusterAccess.Token.class);
        } catch (IOException e) {
            throw new IllegalStateException("a stored credential is in a format of a later version", e);
        }
    }
}
