package dev.slipway.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.api.DockerClient;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.slipway.testkit.TestEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What runs fetch code from, at addresses that their containers reach: the forge behind TLS, because the Prefect client shows a
 * token to {@code https} only, and an Artifactory-like store of files.
 */
final class Neighbours implements AutoCloseable {
    static final String STORE_TOKEN = "store-token";
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "content-length", "host", "transfer-encoding", "upgrade", "expect");

    private final URI forge;
    private final HttpsServer front;
    private final HttpServer store;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Neighbours(Slipway slipway) {
        this.forge = URI.create(slipway.forge().url());
        try {
            front = HttpsServer.create(new InetSocketAddress(bridge(), 0), 0);
            front.setHttpsConfigurator(new HttpsConfigurator(certified(slipway.folder())));
            front.createContext("/", this::forward);
            store = HttpServer.create(new InetSocketAddress(bridge(), 0), 0);
            store.createContext("/", this::serve);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        for (HttpServer server : List.of(front, store)) {
            server.setExecutor(threads);
            server.start();
        }
    }

    /** Where runs find a repository of the forge, without {@code .git}. */
    String forge(String path) {
        return "https://%s:%d/%s".formatted(bridge(), front.getAddress().getPort(), path);
    }

    /** Host and port of the store. */
    String store() {
        return bridge() + ":" + store.getAddress().getPort();
    }

    /** Puts a file into the store. */
    void put(String path, Path file) {
        try {
            files.put(path, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This machine, as containers of the engine's own network see it. */
    private static String bridge() {
        try (DockerClient engine = TestEngine.client()) {
            return engine.inspectNetworkCmd()
                    .withNetworkId("bridge")
                    .exec()
                    .getIpam()
                    .getConfig()
                    .getFirst()
                    .getGateway();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SSLContext certified(Path folder) throws IOException, GeneralSecurityException {
        Path store = folder.resolve("neighbours.p12");
        var keytool = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "forge",
                "-keyalg",
                "EC",
                "-dname",
                "CN=forge",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                store.toString());
        var made = new ProcessBuilder(keytool).redirectErrorStream(true).start();
        String said = new String(made.getInputStream().readAllBytes(), UTF_8);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(store)) {
            keys.load(stream, PASSWORD);
        } catch (IOException e) {
            throw new IOException(said, e);
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = HttpRequest.newBuilder(forge.resolve(exchange.getRequestURI()))
                    .method(
                            exchange.getRequestMethod(),
                            BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            answer.headers().map().forEach((name, values) -> {
                if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A token as such, as a password, or as a key of the API. */
    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            String basic = "Basic " + Base64.getEncoder().encodeToString(("ci:" + STORE_TOKEN).getBytes(UTF_8));
            String shown = headers.getFirst("Authorization");
            boolean known = ("Bearer " + STORE_TOKEN).equals(shown)
                    || basic.equals(shown)
                    || STORE_TOKEN.equals(headers.getFirst("X-JFrog-Art-Api"));
            byte[] file = files.get(exchange.getRequestURI().getPath());
            if (!known || file == null) {
                exchange.sendResponseHeaders(known ? 404 : 401, -1);
                return;
            }
            answer(exchange, file);
        }
    }

    /** Archives are read from their end, so parts of files are asked for. */
    private static void answer(HttpExchange exchange, byte[] file) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Accept-Ranges", "bytes");
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(file.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        Matcher asked = RANGE.matcher(range == null ? "" : range);
        byte[] part = file;
        if (asked.matches()) {
            int first = Integer.parseInt(asked.group(1));
            int end = asked.group(2).isEmpty() ? file.length : Integer.parseInt(asked.group(2)) + 1;
            part = Arrays.copyOfRange(file, first, Math.min(end, file.length));
            headers.set("Content-Range", "bytes %d-%d/%d".formatted(first, first + part.length - 1, file.length));
        }
        exchange.sendResponseHeaders(asked.matches() ? 206 : 200, part.length);
        exchange.getResponseBody().write(part);
    }

    @Override
    public void close() {
        front.stop(0);
        store.stop(0);
        threads.shutdownNow();
        http.close();
    }
}
