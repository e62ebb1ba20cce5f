package dev.slipway.builder.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A request with a signature of AWS, version 4, checked by the rules that AWS publishes and not by its library. */
final class SignedRequest {
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=(?<key>[^/]+)/(?<scope>[^,]+), ?SignedHeaders=(?<headers>[^,]+), ?"
                    + "Signature=(?<signature>[0-9a-f]{64})");

    private final HttpExchange exchange;
    private final byte[] body;

    SignedRequest(HttpExchange exchange, byte[] body) {
        this.exchange = exchange;
        this.body = body;
    }

    /** Whether it was signed with one of these secrets, by ids of keys, for that region and the service {@code ecr}. */
    boolean isSignedBy(Map<String, String> secrets, String region) {
        Matcher given = AUTHORIZATION.matcher(
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        if (!given.matches() || !secrets.containsKey(given.group("key"))) {
            return false;
        }
        String scope = given.group("scope");
        String date = exchange.getRequestHeaders().getFirst("X-Amz-Date");
        if (date == null || !scope.equals(date.substring(0, 8) + "/" + region + "/ecr/aws4_request")) {
            return false;
        }
        String toSign =
                String.join("\n", "AWS4-HMAC-SHA256", date, scope, hex(sha256(canonical(given.group("headers")))));
        byte[] key = ("AWS4" + secrets.get(given.group("key"))).getBytes(UTF_8);
        for (String part : List.of(scope.split("/"))) {
            key = hmac(key, part);
        }
        return hex(hmac(key, toSign)).equals(given.group("signature"));
    }

    private byte[] canonical(String signedHeaders) {
        String headers = Arrays.stream(signedHeaders.split(";"))
                .map(name -> name + ":" + value(name) + "\n")
                .collect(Collectors.joining());
        return String.join(
                        "\n",
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getRawPath(),
                        "",
                        headers,
                        signedHeaders,
                        hex(sha256(body)))
                .getBytes(UTF_8);
    }

    private String value(String header) {
        return String.join(",", exchange.getRequestHeaders().getOrDefault(header, List.of()))
                .strip();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
