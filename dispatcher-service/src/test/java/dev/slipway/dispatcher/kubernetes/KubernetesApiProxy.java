package dev.slipway.dispatcher.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.testkit.TestCluster;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** A way to the API server, for the dispatcher only, on which things go wrong. Steered by system properties: its class is loaded twice. */
public final class KubernetesApiProxy implements QuarkusTestResourceLifecycleManager {
    private static final String ANSWER = "slipway.test.kubernetes.answer";
    private static final String SWALLOW = "slipway.test.kubernetes.swallow";
    private static final String GONE = "slipway.test.kubernetes.gone";
    private static final String ACCOUNT = "proxied-dispatcher";
    private static final Set<String> PASSED = Set.of("authorization", "content-type", "accept");
    private static final String EXPIRED = "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"apiVersion\":\"v1\","
            + "\"status\":\"Failure\",\"reason\":\"Expired\",\"code\":410,\"message\":\"too old resource version\"}}\n";

    private final Set<InputStream> open = ConcurrentHashMap.newKeySet();
    private final HttpClient http =
            HttpClient.newBuilder().sslContext(trusting()).build();
    private String server = "";

    /** Answers every request with that status; 0 for sense. */
    static void answer(int status) {
        System.setProperty(ANSWER, Integer.toString(status));
    }

    /** Passes the next Job on and says that it could not. */
    static void swallowNextAnswer() {
        System.setProperty(SWALLOW, "true");
    }

    /** Ends all watches, and says to new ones that they come too late. */
    static void watchesAreGone(boolean gone) {
        System.setProperty(GONE, Boolean.toString(gone));
    }

    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        try (KubernetesClient client = TestCluster.get().client()) {
            server = client.getMasterUrl().toString().replaceAll("/$", "");
            HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            proxy.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            proxy.createContext("/", this::answer);
            proxy.start();
            Thread.ofVirtual().start(this::hangUpWhenGone);
            var settings = new HashMap<>(new ClusterSettings().start());
            settings.put(
                    "slipway.dispatcher.cluster.kubeconfig",
                    kubeconfig(proxy.getAddress().getPort(), token(client)).toString());
            settings.put("slipway.dispatcher.launch.patience", "120s");
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String token(KubernetesClient client) {
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(ACCOUNT)
                        .withNamespace("default")
                        .endMetadata()
                        .build())
                .createOr(existing -> existing.update());
        client.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(ACCOUNT)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                        .addNewSubject("", "ServiceAccount", ACCOUNT, "default")
                        .build())
                .createOr(existing -> existing.update());
        return client.serviceAccounts()
                .inNamespace("default")
                .withName(ACCOUNT)
                .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
                .getStatus()
                .getToken();
    }

    private static Path kubeconfig(int port, String token) throws IOException {
        Path file = Files.createTempFile("kubeconfig", ".yaml");
        file.toFile().deleteOnExit();
        return Files.writeString(file, """
                apiVersion: v1
                kind: Config
                current-context: proxied
                clusters: [{name: proxied, cluster: {server: 'http://127.0.0.1:%d'}}]
                users: [{name: proxied, user: {token: '%s'}}]
                contexts: [{name: proxied, context: {cluster: proxied, user: proxied}}]
                """.formatted(port, token));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int instead = Integer.getInteger(ANSWER, 0);
            if (instead != 0) {
                exchange.getResponseHeaders().add("Retry-After", "1");
                exchange.sendResponseHeaders(instead, -1);
            } else if (exchange.getRequestHeaders().containsKey("Upgrade")) {
                // no web sockets: the client then watches by plain HTTP
                exchange.sendResponseHeaders(200, -1);
            } else if (isWatch(exchange) && Boolean.getBoolean(GONE)) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(EXPIRED.getBytes(StandardCharsets.UTF_8));
            } else {
                forward(exchange, body);
            }
        }
    }

    private static boolean isWatch(HttpExchange exchange) {
        return String.valueOf(exchange.getRequestURI().getQuery()).contains("watch=true");
    }

    private void forward(HttpExchange exchange, byte[] body) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(server + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (PASSED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        boolean watch = isWatch(exchange);
        try (InputStream answer = send(exchange, request.build())) {
            if (watch) {
                open.add(answer);
            }
            OutputStream out = exchange.getResponseBody();
            byte[] buffer = new byte[16_384];
            for (int read = answer.read(buffer); read >= 0; read = answer.read(buffer)) {
                out.write(buffer, 0, read);
                out.flush();
            }
        }
    }

    private void hangUpWhenGone() {
        var rhythm = new Semaphore(0);
        try {
            while (!rhythm.tryAcquire(20, TimeUnit.MILLISECONDS)) {
                if (Boolean.getBoolean(GONE)) {
                    for (InputStream watch : open) {
                        watch.close();
                    }
                    open.clear();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private InputStream send(HttpExchange exchange, HttpRequest request) throws IOException {
        try {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            boolean job =
                    "POST".equals(request.method()) && request.uri().getPath().endsWith("/jobs");
            boolean swallowed = job && Boolean.getBoolean(SWALLOW);
            if (swallowed) {
                System.clearProperty(SWALLOW);
            }
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(swallowed ? 500 : answer.statusCode(), 0);
            return swallowed ? InputStream.nullInputStream() : answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The certificate is one of this very test. */
    private static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {
        answer(0);
        watchesAreGone(false);
    }
}
