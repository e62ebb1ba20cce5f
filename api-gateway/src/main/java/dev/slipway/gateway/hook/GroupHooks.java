package dev.slipway.gateway.hook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.outbox.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hooks of groups: kept, and asked which projects a delivery is about. */
@ApplicationScoped
class GroupHooks {
    private final Transactions transactions;
    private final GroupHookRepository hooks;
    private final HookSecretRepository secrets;
    private final SecretRotation rotation;
    private final ProjectRepositories repositories;

    GroupHooks(
            Transactions transactions,
            GroupHookRepository hooks,
            HookSecretRepository secrets,
            SecretRotation rotation,
            ProjectRepositories repositories) {
        this.transactions = transactions;
        this.hooks = hooks;
        this.secrets = secrets;
        this.rotation = rotation;
        this.repositories = repositories;
    }

    Uni<List<GroupHook>> all(String workspace) {
        return hooks.all(workspace);
    }

    /** A hook as it shall be from now on; secrets that are not given stay, and a new hook without any gets one. */
    Uni<Saved> save(String workspace, GroupHookRequest wanted) {
        String place = GroupHook.secretsOf(wanted.hook().name());
        return transactions.run(tx -> secrets.lock(tx, workspace, place).chain(known -> {
            boolean isMade = known.isEmpty() && wanted.secrets() == null;
            HookSecrets kept = wanted.secrets() == null
                    ? known.orElseGet(() -> new HookSecrets(null, rotation.signingSecret()))
                    : wanted.secrets();
            return secrets.save(tx, workspace, place, kept)
                    .chain(() -> hooks.save(tx, workspace, wanted.hook()))
                    .replaceWith(new Saved(wanted.hook(), known.isEmpty(), isMade ? kept : null));
        }));
    }

    /** A new secret to be pasted into GitLab; empty if there is no such hook. */
    Uni<Optional<SecretRotation.Rotated>> rotate(String workspace, String name) {
        String place = GroupHook.secretsOf(name);
        return rotation.rotate(workspace, place)
                .call(rotated -> rotated.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : rotation.confirm(workspace, place)); // it is shown, and so a person has it
    }

    /** False if there is no such hook. */
    Uni<Boolean> delete(String workspace, String name) {
        return transactions.run(tx -> hooks.delete(tx, workspace, name)
                .chain(() -> secrets.delete(tx, workspace, GroupHook.secretsOf(name))));
    }

    /**
     * The projects whose repository the delivery is about. Its host is not taken from the body: GitLab's name for itself may be
     * another one than that by which projects are cloned.
     */
    Uni<Reported> reported(String workspace, String name, JsonNode payload) {
        return hooks.find(workspace, name).chain(hook -> {
            var group = hook.flatMap(known -> RepositoryAddress.of(known.url()));
            var repository = RepositoryAddress.of(
                            payload.path("project").path("git_http_url").asText(""))
                    .flatMap(found -> group.map(within -> within.sibling(found)));
            if (group.isEmpty() || repository.isEmpty()) {
                return Uni.createFrom().item(new Reported("it names no repository", List.of()));
            }
            if (!group.get().contains(repository.get())) {
                return Uni.createFrom()
                        .item(new Reported(repository.get() + " is not below " + group.get(), List.of()));
            }
            return repositories
                    .projects(workspace, repository.get())
                    .map(projects -> new Reported("there is no project of " + repository.get(), projects));
        });
    }

    /**
     * What a delivery is about.
     *
     * @param otherwise why it starts nothing if there is no project
     */
    record Reported(String otherwise, List<String> projects) {}

    /**
     * A hook that was saved.
     *
     * @param made to be shown this once; null if the secret was given, or there already
     */
    record Saved(GroupHook hook, boolean isNew, @Nullable HookSecrets made) {}
}
