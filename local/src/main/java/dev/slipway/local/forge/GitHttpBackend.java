package dev.slipway.local.forge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs git's own CGI programme for one HTTP exchange. */
final class GitHttpBackend {
    private final Path root;
    private final String programme;

    GitHttpBackend(Path root) {
        this.root = root;
        this.programme = new Git(root).run("--exec-path").strip() + "/git-http-backend";
    }

    /** Answers the exchange but does not close it; the caller is authenticated. */
    void serve(HttpExchange exchange) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(programme).redirectError(ProcessBuilder.Redirect.DISCARD);
        Git.clean(builder.environment());
        putVariables(builder.environment(), exchange);
        Process process = builder.start();
        Thread upload = Thread.ofVirtual().start(() -> send(exchange.getRequestBody(), process.getOutputStream()));
        try {
            answer(exchange, new BufferedInputStream(process.getInputStream()));
            process.waitFor();
            upload.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroy();
        }
    }

    private void putVariables(Map<String, String> variables, HttpExchange exchange) {
        variables.put("GIT_PROJECT_ROOT", root.toString());
        variables.put("GIT_HTTP_EXPORT_ALL", "1");
        variables.put("PATH_INFO", exchange.getRequestURI().getPath());
        variables.put("REQUEST_METHOD", exchange.getRequestMethod());
        variables.put("REMOTE_USER", "slipway");
        variables.put("REMOTE_ADDR", exchange.getRemoteAddress().getAddress().getHostAddress());
        putIfPresent(variables, "QUERY_STRING", exchange.getRequestURI().getRawQuery());
        putIfPresent(variables, "CONTENT_TYPE", exchange.getRequestHeaders().getFirst("Content-Type"));
        putIfPresent(variables, "CONTENT_LENGTH", exchange.getRequestHeaders().getFirst("Content-Length"));
        putIfPresent(
                variables, "HTTP_CONTENT_ENCODING", exchange.getRequestHeaders().getFirst("Content-Encoding"));
        putIfPresent(variables, "GIT_PROTOCOL", exchange.getRequestHeaders().getFirst("Git-Protocol"));
    }

    private static void putIfPresent(Map<String, String> variables, String name, @Nullable String value) {
        if (value != null) {
            variables.put(name, value);
        }
    }

    private static void send(InputStream body, OutputStream input) {
        try (body;
                input) {
            body.transferTo(input);
        } catch (IOException e) {
            throw new UncheckedIOException("the client or git stopped reading", e);
        }
    }

    private static void answer(HttpExchange exchange, InputStream output) throws IOException {
        int status = 200;
        for (String line = readLine(output); !line.isEmpty(); line = readLine(output)) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon);
            String value = line.substring(colon + 1).strip();
            if (name.equals("Status")) {
                status = Integer.parseInt(value.substring(0, 3));
            } else {
                exchange.getResponseHeaders().add(name, value);
            }
        }
        exchange.sendResponseHeaders(status, 0);
        output.transferTo(exchange.getResponseBody());
    }

    private static String readLine(InputStream output) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = output.read(); next != '\n'; next = output.read()) {
            if (next < 0) {
                throw new IOException("git http-backend ended before its headers did");
            }
            line.write(next);
        }
        return line.toString(UTF_8).strip();
    }
}
