package dev.slipway.e2e.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** One direction of PostgreSQL's protocol, cut into messages. */
final class PostgresMessages {
    private static final int LENGTH = 4;

    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private boolean typed;

    /** @param typed false if the first message has no type, as the one that opens a connection */
    PostgresMessages(boolean typed) {
        this.typed = typed;
    }

    /**
     * @param type 0 for the one that opens a connection
     * @param body its bytes as characters
     */
    record Message(char type, String body) {
        /** The text that starts there, up to the zero that ends it. */
        String text(int start) {
            return body.substring(start, body.indexOf('\0', start));
        }
    }

    /** The messages that are complete with these bytes. */
    List<Message> take(byte[] bytes) {
        pending.writeBytes(bytes);
        var messages = new ArrayList<Message>();
        ByteBuffer buffer = ByteBuffer.wrap(pending.toByteArray());
        while (isComplete(buffer)) {
            char type = typed ? (char) buffer.get() : 0;
            var body = new byte[buffer.getInt() - LENGTH];
            buffer.get(body);
            messages.add(new Message(type, new String(body, ISO_8859_1)));
            typed = true;
        }
        pending.reset();
        pending.write(buffer.array(), buffer.position(), buffer.remaining());
        return messages;
    }

    private boolean isComplete(ByteBuffer buffer) {
        int head = typed ? 1 : 0;
        return buffer.remaining() >= head + LENGTH
                && buffer.remaining() >= head + buffer.getInt(buffer.position() + head);
    }
}
