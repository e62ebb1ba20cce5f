package dev.slipway.local.forge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Git over HTTP for callers with the token; tells {@code pushed} what each push changed. */
final class ForgeHandler implements HttpHandler {
    private static final Pattern GIT_PATH =
            Pattern.compile("/(?<project>.+)\\.git/(?<service>info/refs|git-upload-pack|git-receive-pack)");

    private final ForgeRepositories repositories;
    private final ForgeTokens tokens;
    private final BiConsumer<ForgeProject, List<RefChange>> pushed;
    private final GitHttpBackend backend;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    ForgeHandler(ForgeRepositories repositories, ForgeTokens tokens, BiConsumer<ForgeProject, List<RefChange>> pushed) {
        this.repositories = repositories;
        this.tokens = tokens;
        this.pushed = pushed;
        this.backend = new GitHttpBackend(repositories.root());
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Matcher path = GIT_PATH.matcher(exchange.getRequestURI().getPath());
            Optional<ForgeToken> token = password(exchange.getRequestHeaders().getFirst("Authorization"))
                    .flatMap(tokens::find)
                    .filter(tokens::isGood);
            if (token.isEmpty()) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"GitLab\"");
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            Optional<ForgeProject> project =
                    path.matches() ? repositories.find(path.group("project")) : Optional.empty();
            boolean pushes = path.matches()
                    && (path.group("service").equals("git-receive-pack")
                            || "service=git-receive-pack"
                                    .equals(exchange.getRequestURI().getQuery()));
            if (project.isEmpty() || token.get().role() == 0) {
                exchange.sendResponseHeaders(404, -1);
            } else if (pushes ? !token.get().mayPush() : !token.get().mayFetch()) {
                exchange.sendResponseHeaders(403, -1);
            } else if (path.group("service").equals("git-receive-pack")) {
                receive(exchange, project.get());
            } else {
                backend.serve(exchange);
            }
        }
    }

    /** One push of a project at a time, so that the difference of its refs is what this push did. */
    private void receive(HttpExchange exchange, ForgeProject project) throws IOException {
        ReentrantLock lock = locks.computeIfAbsent(project.path(), unused -> new ReentrantLock());
        lock.lock();
        try {
            Git git = repositories.git(project);
            Map<String, String> before = RefChange.refs(git);
            backend.serve(exchange);
            List<RefChange> changes = RefChange.reported(RefChange.between(before, RefChange.refs(git)));
            if (!changes.isEmpty()) {
                pushed.accept(project, changes);
            }
        } finally {
            lock.unlock();
        }
    }

    private static Optional<String> password(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith("Basic ")) {
            return Optional.empty();
        }
        try {
            String credential = new String(
                    Base64.getDecoder()
                            .decode(authorization.substring("Basic ".length()).strip()),
                    UTF_8);
            return Optional.of(credential.substring(credential.indexOf(':') + 1));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
