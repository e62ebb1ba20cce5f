package dev.slipway.builder.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.builder.registry.Login;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.EcrClientBuilder;
import software.amazon.awssdk.services.ecr.model.AuthorizationData;
import software.amazon.awssdk.services.ecr.model.EcrException;

/** An access key for what ECR calls an authorization token, which is good for 12 hours. Nothing of the machine's own AWS settings is used. */
@ApplicationScoped
class AwsLoginExchange implements LoginExchange {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final String THROTTLED = "Throttling";

    private final ExchangeConfig config;
    private final Clock clock;

    AwsLoginExchange(ExchangeConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    @Override
    public ExchangedLogin exchange(Login.Exchanged key) {
        try (EcrClient client = client(key)) {
            return client.getAuthorizationToken().authorizationData().stream()
                    .findFirst()
                    .map(this::login)
                    .orElseThrow(() -> new LoginUnusable(
                            "AWS gave no token for the access key " + key.username() + " in " + key.region() + "."));
        } catch (EcrException e) {
            throw refusal(key, e);
        } catch (SdkException e) {
            throw unavailable(key, String.valueOf(e.getMessage()), e);
        }
    }

    private EcrClient client(Login.Exchanged key) {
        EcrClientBuilder builder = EcrClient.builder()
                .region(Region.of(key.region()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.username(), key.secret())))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(config.timeout())
                        .socketTimeout(config.timeout()))
                .overrideConfiguration(settings -> settings.apiCallTimeout(config.timeout())
                        .defaultProfileFile(ProfileFile.aggregator().build()));
        Optional<URI> endpoint = Optional.ofNullable(key.endpoint()).or(config::endpoint);
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private ExchangedLogin login(AuthorizationData data) {
        String pair = new String(Base64.getDecoder().decode(data.authorizationToken()), UTF_8);
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw new LoginUnusable("AWS gave a token that is no user and password.");
        }
        return new ExchangedLogin(
                pair.substring(0, colon), pair.substring(colon + 1), clock.instant(), data.expiresAt());
    }

    private static RuntimeException refusal(Login.Exchanged key, EcrException failure) {
        int status = failure.statusCode();
        var details = failure.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        String words = details == null || details.errorMessage() == null
                ? "status " + status
                : code + ": " + details.errorMessage();
        if (status >= 500 || status == TOO_MANY_REQUESTS || code.startsWith(THROTTLED)) {
            return unavailable(key, words, failure);
        }
        return new LoginUnusable("AWS does not exchange the access key " + key.username() + " in " + key.region()
                + " for a login of the registry: " + words
                + ". Give the registry another key, or allow it ecr:GetAuthorizationToken.");
    }

    private static ExchangeUnavailable unavailable(Login.Exchanged key, String words, Throwable cause) {
        return new ExchangeUnavailable(
                "AWS could not exchange the access key " + key.username() + " in " + key.region() + " now: " + words
                        + ". Try again.",
                cause);
    }
}
