package dev.slipway.local.forge;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.contracts.Ids;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for GitLab where the real one can't be had: git over smart HTTP with a token, and for each ref that a push
 * changes one webhook request as GitLab 19 sends it, and the part of its REST API that Slipway uses. Repositories, the owner's
 * token and the webhook it was told lie in its folder and survive a restart; what was made through the API does not.
 */
public final class GitForge implements AutoCloseable {
    /** The user name that goes with the token. */
    public static final String USERNAME = "oauth2";

    private final HttpServer server;
    private final ForgeRepositories repositories;
    private final String token;
    private final Clock clock;
    private final HookSender sender;
    private final ForgeTokens tokens;
    private final ForgeHooks hooks;
    private final ForgeStatuses statuses = new ForgeStatuses();
    private final ForgeMergeRequests mergeRequests = new ForgeMergeRequests();
    private final ForgeApi api;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, ForgeHook> groupHooks = new ConcurrentHashMap<>();
    private final List<HookDelivery> deliveries = new CopyOnWriteArrayList<>();
    private final List<Consumer<HookDelivery>> listeners = new CopyOnWriteArrayList<>();

    private GitForge(HttpServer server, ForgeRepositories repositories, String token, Clock clock) {
        this.server = server;
        this.repositories = repositories;
        this.token = token;
        this.sender = new HookSender(url(), clock, Ids.timeOrdered(clock));
        this.clock = clock;
        this.tokens = new ForgeTokens(token, clock);
        this.hooks = new ForgeHooks(clock, this::sample);
        this.api = new ForgeApi(url(), repositories, tokens, hooks, statuses, mergeRequests);
        server.setExecutor(threads);
        server.createContext("/", new ForgeHandler(repositories, tokens, this::pushed));
        server.createContext("/api/v4/", api);
    }

    /** A running forge on a free port of the loopback address. */
    public static GitForge start(Path folder) throws IOException {
        return start(folder, 0, Clock.systemUTC());
    }

    /** A running forge on that port of the loopback address; 0 for a free one. */
    public static GitForge start(Path folder, int port, Clock clock) throws IOException {
        return start(folder, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), clock);
    }

    /** A running forge on that address; its port may be 0 for a free one. */
    public static GitForge start(Path folder, InetSocketAddress address, Clock clock) throws IOException {
        // without it each answer in chunks waits 40 ms for the acknowledgement of the chunk before
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Path root = Files.createDirectories(folder).toRealPath();
        var forge = new GitForge(HttpServer.create(address, 0), new ForgeRepositories(root), token(root), clock);
        forge.server.start();
        return forge;
    }

    /** {@code http://<address>:<port>}. */
    public String url() {
        InetSocketAddress address = server.getAddress();
        return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** The token that every request must carry as Basic password. */
    public String token() {
        return token;
    }

    /** The token of the forge in that folder; made now if there is none. */
    public static String token(Path folder) throws IOException {
        Path file = folder.resolve("token");
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            ForgeRepositories.writePrivately(file, ForgeTokens.random());
        }
        return Files.readString(file).strip();
    }

    /** The project with that path ({@code group/name}) of the forge in that folder, which may run in another process. */
    public static ForgeProject createProject(Path folder, String path) {
        return new ForgeRepositories(folder).create(path);
    }

    /** Replaces the webhook of a project of the forge in that folder, which may run in another process. */
    public static ForgeProject setHook(Path folder, String path, ForgeHook hook) {
        var repositories = new ForgeRepositories(folder);
        return repositories.save(repositories.create(path).withHook(hook));
    }

    /** The project with that path ({@code group/name}); made now if there is none. */
    public ForgeProject createProject(String path) {
        return repositories.create(path);
    }

    /** Replaces the webhook of a project. */
    public ForgeProject setHook(String path, ForgeHook hook) {
        return setHook(repositories.root(), path, hook);
    }

    /** The project with that path has no webhook any more but those that were made through the API. */
    public ForgeProject removeHook(String path) {
        return repositories.save(repositories.create(path).withHook(null));
    }

    /** A webhook for all projects below that path; of the empty path, the system hook. Kept in memory. */
    public void setGroupHook(String group, ForgeHook hook) {
        groupHooks.put(group, hook);
    }

    /** That group has no webhook any more. */
    public void removeGroupHook(String group) {
        groupHooks.remove(group);
    }

    /** Where git fetches from and pushes to. */
    public String gitUrl(String path) {
        return url() + "/" + path + ".git";
    }

    /** Every webhook request that was answered or given up, in that order. */
    public List<HookDelivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /** Is told of every later webhook request once it is answered or given up. */
    public void onDelivery(Consumer<HookDelivery> listener) {
        listeners.add(listener);
    }

    /** Sends a delivery again as GitLab's "Resend Request" does: same key, same body. */
    public HookDelivery redeliver(HookDelivery delivery) {
        ForgeHook hook = repositories.create(delivery.projectPath()).hook();
        if (hook == null) {
            throw new IllegalStateException(delivery.projectPath() + " has no webhook");
        }
        return record(sender.resend(hook, delivery));
    }

    /** Reports a merge request to every hook that wants to hear of it. */
    public void deliverMergeRequest(String path, MergeRequest request) {
        ForgeProject project = repositories.create(path);
        mergeRequests.changed(project, request);
        deliver(
                project,
                "refs/merge-requests/" + request.iid() + "/head",
                "Merge Request Hook",
                new PushPayload(url(), project, repositories.git(project)).of(request));
    }

    /** The deployments that a project was told of, the oldest first. */
    public List<ForgeDeployment> deployments(String path) {
        return api.deployments().of(path);
    }

    /** What each note of a merge request says, the oldest first. */
    public List<String> notes(String path, int iid) {
        return mergeRequests.notes(path, iid);
    }

    /** Another user writes a note. */
    public void comment(String path, int iid, String body) {
        mergeRequests.comment(path, iid, ForgeMergeRequests.USER + 1, body);
    }

    /** A token of a user with that role (20 Reporter, 30 Developer, 40 Maintainer; 0 sees no project); kept in memory. */
    public ForgeToken createToken(List<String> scopes, int role, @Nullable Instant expiresAt) {
        return tokens.create(scopes, role, expiresAt);
    }

    /** From now on the token is refused. */
    public void revoke(String revoked) {
        tokens.revoke(revoked);
    }

    /** Answers the next requests to the API with 429 and that {@code Retry-After}. */
    public void throttleApi(int count, int seconds) {
        api.throttle(count, seconds);
    }

    /** Method, path and status of each request to the API. */
    public List<String> apiRequests() {
        return api.requests();
    }

    /** The rows of commit statuses of a project. */
    public List<CommitStatus> statuses(String path) {
        return statuses.of(path);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        sender.close();
    }

    private void pushed(ForgeProject project, List<RefChange> changes) {
        threads.execute(() -> deliver(project, changes));
    }

    private void deliver(ForgeProject project, List<RefChange> changes) {
        var payload = new PushPayload(url(), project, repositories.git(project));
        for (RefChange change : changes) {
            String event = change.isTag() ? "Tag Push Hook" : "Push Hook";
            deliver(project, change.ref(), event, payload.of(change));
        }
    }

    private void deliver(ForgeProject project, String ref, String event, String body) {
        ForgeHook told = project.hook();
        if (told != null) {
            record(sender.send(told, project.path(), ref, event, body));
        }
        groupHooks.forEach((group, hook) -> {
            if (group.isEmpty() || project.path().startsWith(group + "/")) {
                record(sender.send(hook, project.path(), ref, group.isEmpty() ? "System Hook" : event, body));
            }
        });
        for (ProjectHook hook : hooks.of(project)) {
            if (hook.wants(event) && !hook.isDisabled(clock.instant())) {
                HookDelivery sent = record(sender.send(hook.target(), project.path(), ref, event, body));
                hooks.delivered(project, hook, sent.succeeded());
            }
        }
    }

    /** GitLab's sample: the newest commits of the default branch; of an empty repository there is none. */
    private @Nullable Integer sample(ForgeProject project, ProjectHook hook, boolean tag) {
        Git git = repositories.git(project);
        String ref = "refs/heads/" + project.defaultBranch();
        if (!RefChange.refs(git).containsKey(ref)) {
            return null;
        }
        List<String> newest = git.run("rev-list", "--max-count=3", ref).lines().toList();
        var change = new RefChange(ref, newest.getLast(), newest.getFirst());
        String event = tag ? "Tag Push Hook" : "Push Hook";
        HookDelivery sent = record(sender.send(
                hook.target(), project.path(), ref, event, new PushPayload(url(), project, git).of(change)));
        hooks.delivered(project, hook, sent.succeeded());
        return sent.status();
    }

    private HookDelivery record(HookDelivery delivery) {
        deliveries.add(delivery);
        listeners.forEach(listener -> listener.accept(delivery));
        return delivery;
    }
}
