package dev.slipway.scheduler.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Shows clients whose request was refused what they sent, as Prefect's validation does; what is long is left out. */
class RequestBodyFilter {
    private static final int LONGEST = 16 * 1024;
    private static final String NONE = "null";
    private static final ObjectMapper STRICT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @ServerResponseFilter
    void show(ContainerRequestContext request, ContainerResponseContext response) throws IOException {
        if (response.getStatus() == 422
                && response.getEntity() instanceof String refusal
                && refusal.startsWith("{\"exception_message\"")) {
            String most = refusal.substring(0, refusal.length() - 1);
            response.setEntity(most + ",\"request_body\":" + sent(request.getEntityStream()) + "}");
        }
    }

    private static String sent(InputStream body) throws IOException {
        if (!body.markSupported()) {
            return NONE;
        }
        body.reset();
        byte[] bytes = body.readNBytes(LONGEST + 1);
        return bytes.length == 0 || bytes.length > LONGEST ? NONE : json(bytes);
    }

    private static String json(byte[] bytes) throws IOException {
        try {
            return STRICT.readTree(bytes).toString();
        } catch (JsonProcessingException | java.io.CharConversionException e) {
            return TextNode.valueOf(new String(bytes, UTF_8)).toString();
        }
    }
}
