package dev.slipway.dispatcher.cluster;

import dev.slipway.dispatcher.problem.Refused;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What users may say about a cluster. Pure; what can't be used is refused with a sentence that says what to do. */
final class ClusterRules {
    private static final int LONGEST = 256 * 1024;
    private static final int MOST_NAMESPACES = 100;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
    private static final Set<String> SCHEMES = Set.of("https", "http");

    private ClusterRules() {}

    /** @param known how the cluster is reached now; null for a new one */
    static Cluster cluster(String name, ClusterRequest request, @Nullable ClusterAccess known) {
        if (!NAME.matcher(name).matches()) {
            throw Refused.invalid("The name of a cluster must match " + NAME.pattern() + ", not " + name + ".");
        }
        return new Cluster(name, access(request, known), namespaces(request.namespaces()));
    }

    private static ClusterAccess access(ClusterRequest request, @Nullable ClusterAccess known) {
        boolean inCluster = Boolean.TRUE.equals(request.inCluster());
        int ways = (inCluster ? 1 : 0) + (request.kubeconfig() == null ? 0 : 1) + (request.server() == null ? 0 : 1);
        if (ways == 0 && request.token() == null && known != null && !(known instanceof ClusterAccess.Unusable)) {
            return known;
        }
        if (ways != 1) {
            throw Refused.invalid("Say how the cluster is reached, in one way: kubeconfig, or server with token,"
                    + " or inCluster: true for the cluster that the dispatcher runs in.");
        }
        if (inCluster) {
            return new ClusterAccess.InCluster();
        }
        return request.kubeconfig() == null
                ? token(request)
                : Kubeconfig.read(bounded(request.kubeconfig(), "kubeconfig")).access();
    }

    private static ClusterAccess.Token token(ClusterRequest request) {
        String token =
                request.token() == null ? "" : bounded(request.token(), "token").strip();
        if (!TOKEN.matcher(token).matches()) {
            throw Refused.invalid("token is missing or is not one word. Make one: kubectl create token SERVICE-ACCOUNT"
                    + " --namespace NAMESPACE --duration 8760h");
        }
        return new ClusterAccess.Token(server(request.server()), authority(request.certificateAuthority()), token);
    }

    /** A URL that a request can be sent to, and that may be shown. */
    static String server(@Nullable String given) {
        try {
            var url = new URI(given == null ? "" : given.strip());
            if (url.getScheme() != null
                    && SCHEMES.contains(url.getScheme())
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null) {
                return url.toString();
            }
        } catch (URISyntaxException e) {
            throw badServer();
        }
        throw badServer();
    }

    private static Refused badServer() {
        return Refused.invalid(
                "server must be the address of an API server, as https://k8s.example:6443, without a user"
                        + " or a query in it.");
    }

    private static @Nullable String authority(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        return certificates(bounded(given, "certificateAuthority"), "certificateAuthority");
    }

    /** Connections fail late, and without saying why, on what is no certificate. */
    static String certificates(String pem, String field) {
        try {
            if (!CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .isEmpty()) {
                return pem;
            }
        } catch (CertificateException e) {
            throw noCertificate(field);
        }
        throw noCertificate(field);
    }

    private static Refused noCertificate(String field) {
        return Refused.invalid(
                field + " must be the certificate itself, in PEM: it begins with" + " -----BEGIN CERTIFICATE-----.");
    }

    private static List<String> namespaces(@Nullable List<@Nullable String> given) {
        if (given == null || given.isEmpty()) {
            return List.of("default");
        }
        if (given.size() > MOST_NAMESPACES) {
            throw Refused.invalid("A cluster has at most " + MOST_NAMESPACES + " namespaces for runs.");
        }
        return given.stream().map(ClusterRules::namespace).distinct().toList();
    }

    private static String namespace(@Nullable String given) {
        if (given == null || !NAMESPACE.matcher(given).matches()) {
            throw Refused.invalid("namespaces must be names of namespaces, as [\"runs\"], not " + given + ".");
        }
        return given;
    }

    private static String bounded(String text, String field) {
        if (text.length() > LONGEST) {
            throw Refused.invalid(field + " is longer than " + LONGEST / 1024
                    + " KiB. Send only the context that is used:" + " kubectl config view --minify --flatten");
        }
        return text;
    }
}
