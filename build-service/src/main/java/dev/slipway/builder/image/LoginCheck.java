package dev.slipway.builder.image;

import dev.slipway.builder.image.LoginAnswer.State;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;

/** Shows a registry a login, as {@code docker login} does. */
@ApplicationScoped
public class LoginCheck {
    private static final String VERSION = "Docker-Distribution-Api-Version";
    private final RegistryHttp registry;

    LoginCheck(RegistryHttp registry) {
        this.registry = registry;
    }

    /** What it says; nothing is pulled or pushed. Blocks for as long as a slow registry takes. */
    public LoginAnswer ask(RegistryLogin login) {
        String host = login.host();
        try {
            return meaning(host, login.username(), registry.base(login));
        } catch (IOException | IllegalArgumentException e) {
            return new LoginAnswer(State.UNREACHABLE, "The registry " + host + " can't be asked: " + why(e) + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new LoginAnswer(State.UNREACHABLE, "Asking the registry " + host + " was interrupted.");
        }
    }

    /** The client says nothing of what is most often wrong. */
    private static String why(Exception failure) {
        if (failure instanceof ConnectException) {
            return failure.getCause() instanceof ConnectException
                            && failure.getCause().getCause() instanceof UnresolvedAddressException
                    ? "its name is not known here"
                    : "nothing listens there";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** @param answers without a login, and with it if there was need of one */
    static LoginAnswer meaning(String host, String user, List<HttpResponse<byte[]>> answers) {
        int status = answers.getLast().statusCode();
        boolean wanted = answers.size() > 1;
        return switch (status) {
            case 200 ->
                wanted
                        ? new LoginAnswer(State.ACCEPTED, host + " accepts the login of " + user + ".")
                        : isRegistry(answers)
                                ? new LoginAnswer(State.OPEN, host + " asks for no login.")
                                : noRegistry(host, status);
            case 401, 403 ->
                new LoginAnswer(
                        State.REFUSED,
                        host + " refuses the login of " + user + " (HTTP " + status
                                + "): look whether the password is right and still valid.");
            case 429, 500, 502, 503, 504 ->
                new LoginAnswer(State.UNREACHABLE, "The registry " + host + " answers HTTP " + status + "; try again.");
            default -> noRegistry(host, status);
        };
    }

    private static boolean isRegistry(List<HttpResponse<byte[]>> answers) {
        return answers.getFirst().headers().firstValue(VERSION).isPresent();
    }

    private static LoginAnswer noRegistry(String host, int status) {
        return new LoginAnswer(
                State.NO_REGISTRY,
                "There is no registry at " + host + ": /v2/ is answered with HTTP " + status
                        + ". Give the host and the port that image names begin with.");
    }
}
