package dev.slipway.builder.image;

import com.github.dockerjava.api.async.ResultCallbackTemplate;
import com.github.dockerjava.api.model.PushResponseItem;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a push prints; its error comes with status 200, its digest as a line or beside it. */
final class DockerPushOutput extends ResultCallbackTemplate<DockerPushOutput, PushResponseItem> {
    private final String reference;
    private final Consumer<String> log;
    private volatile @Nullable String error;
    private volatile @Nullable String digest;

    DockerPushOutput(String reference, Consumer<String> log) {
        this.reference = reference;
        this.log = log;
    }

    @Override
    public void onNext(PushResponseItem item) {
        String status = item.getStatus();
        if (status != null && item.getProgressDetail() == null) {
            log.accept((item.getId() == null ? "" : item.getId() + ": ") + status);
            PushStatus.parse(status).ifPresent(last -> digest = last.digest());
        }
        var aux = item.getAux();
        if (aux != null && aux.getDigest() != null && digest == null) {
            digest = aux.getDigest();
        }
        var detail = item.getErrorDetail();
        if (detail != null && detail.getMessage() != null) {
            error = detail.getMessage();
        }
    }

    Optional<String> digest() {
        String message = error;
        if (message != null) {
            throw DockerFailures.ofPush(reference, message, null);
        }
        return Optional.ofNullable(digest);
    }
}
