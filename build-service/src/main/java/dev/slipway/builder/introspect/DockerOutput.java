package dev.slipway.builder.introspect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.api.async.ResultCallbackTemplate;
import com.github.dockerjava.api.model.Frame;
import java.io.ByteArrayOutputStream;

/** What a container prints, up to a limit. */
final class DockerOutput extends ResultCallbackTemplate<DockerOutput, Frame> {
    private static final int LONGEST = 8 * 1024 * 1024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized void onNext(Frame frame) {
        if (bytes.size() + frame.getPayload().length <= LONGEST) {
            bytes.writeBytes(frame.getPayload());
        }
    }

    synchronized String text() {
        return bytes.toString(UTF_8);
    }
}
