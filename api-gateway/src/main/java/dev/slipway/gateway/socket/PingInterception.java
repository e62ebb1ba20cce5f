package dev.slipway.gateway.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pings from Vert.x, which answers each of them at once and can't be told not to.
 *
 * <p>The handler sits between the frame decoder and Vert.x on the connection's own event loop, so it meets a ping after every
 * frame that the client sent before it.
 */
final class PingInterception extends ChannelInboundHandlerAdapter {
    /** Vert.x' name of the handler that turns frames into events. */
    private static final String VERTX = "handler";

    private volatile @Nullable Consumer<Buffer> pings;

    private PingInterception() {}

    /** Intercepts the pings of the socket that the request is about to become. */
    static PingInterception on(HttpServerRequest request) {
        var interception = new PingInterception();
        ((ConnectionBase) request.connection())
                .channelHandlerContext()
                .pipeline()
                .addBefore(VERTX, "slipway-pings", interception);
        return interception;
    }

    /** Who answers the pings from now on; until then they are answered as usual. */
    void handOver(Consumer<Buffer> answering) {
        pings = answering;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        Consumer<Buffer> answering = pings;
        if (answering == null || !(message instanceof PingWebSocketFrame ping)) {
            super.channelRead(context, message);
            return;
        }
        try {
            byte[] payload = new byte[ping.content().readableBytes()];
            ping.content().readBytes(payload);
            answering.accept(Buffer.buffer(payload));
        } finally {
            ping.release();
        }
    }
}
