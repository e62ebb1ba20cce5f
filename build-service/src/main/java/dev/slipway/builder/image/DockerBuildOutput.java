package dev.slipway.builder.image;

import com.github.dockerjava.api.async.ResultCallbackTemplate;
import com.github.dockerjava.api.model.BuildResponseItem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a build prints, line by line; and its error, which comes with status 200. */
final class DockerBuildOutput extends ResultCallbackTemplate<DockerBuildOutput, BuildResponseItem> {
    private static final int KEPT = 50;

    private final Consumer<String> log;
    private final List<String> last = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private volatile @Nullable String error;

    DockerBuildOutput(Consumer<String> log) {
        this.log = log;
    }

    @Override
    public void onNext(BuildResponseItem item) {
        String stream = item.getStream();
        if (stream != null) {
            print(stream);
        } else if (item.getStatus() != null && item.getProgressDetail() == null) {
            print((item.getId() == null ? "" : item.getId() + ": ") + item.getStatus() + "\n");
        }
        var detail = item.getErrorDetail();
        if (detail != null && detail.getMessage() != null) {
            error = detail.getMessage();
        }
    }

    /** Streams cut lines anywhere. */
    private synchronized void print(String text) {
        line.append(text);
        for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
            String whole = line.substring(0, end).stripTrailing();
            line.delete(0, end + 1);
            if (!whole.isEmpty()) {
                log.accept(whole);
                remember(whole);
            }
        }
    }

    private void remember(String whole) {
        if (!whole.startsWith("Removing intermediate container") && !whole.startsWith(" --->")) {
            last.add(whole);
        }
        if (last.size() > KEPT) {
            last.removeFirst();
        }
    }

    synchronized void throwFailure() {
        String message = error;
        if (message != null) {
            throw new ImageFailed(DockerFailures.ofBuild(message, List.copyOf(last)));
        }
    }
}
