package dev.slipway.builder.checkout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.builder.checkout.SourceCheckout.Wanted;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything git learns beside its arguments: no system or user configuration, no hooks, no prompts, no protocol but HTTP, and
 * the credentials where neither the process list nor the repository's configuration shows them.
 */
final class GitEnvironment {
    /** What of our own environment git may see: where to find things, proxies, private certificate authorities. */
    private static final List<String> PASSED = List.of(
            "PATH",
            "http_proxy",
            "https_proxy",
            "no_proxy",
            "HTTPS_PROXY",
            "NO_PROXY",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "GIT_SSL_CAINFO");

    private static final Map<String, String> HARDENING = Map.ofEntries(
            Map.entry("protocol.version", "2"),
            Map.entry("protocol.allow", "never"),
            Map.entry("protocol.http.allow", "always"),
            Map.entry("protocol.https.allow", "always"),
            Map.entry("protocol.file.allow", "never"),
            Map.entry("core.hooksPath", "/dev/null"),
            Map.entry("core.fsmonitor", "false"),
            Map.entry("core.protectNTFS", "true"),
            Map.entry("core.protectHFS", "true"),
            Map.entry("credential.helper", ""),
            Map.entry("submodule.recurse", "false"),
            Map.entry("transfer.fsckObjects", "true"),
            Map.entry("gc.auto", "0"),
            Map.entry("http.followRedirects", "false"),
            Map.entry("http.lowSpeedLimit", "1000"),
            Map.entry("http.lowSpeedTime", "30"));

    private GitEnvironment() {}

    static Map<String, String> of(Wanted wanted, Path home, Map<String, String> own) {
        Map<String, String> environment = new HashMap<>();
        PASSED.stream().filter(own::containsKey).forEach(name -> environment.put(name, own.getOrDefault(name, "")));
        environment.put("HOME", home.toString());
        environment.put("LC_ALL", "C");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("GIT_ASKPASS", "true");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("GIT_LFS_SKIP_SMUDGE", "1");
        environment.put("GIT_CEILING_DIRECTORIES", home.toString());
        addConfiguration(environment, wanted);
        return environment;
    }

    private static void addConfiguration(Map<String, String> environment, Wanted wanted) {
        Map<String, String> configuration = new LinkedHashMap<>(HARDENING);
        String token = wanted.token();
        if (token != null) {
            String user = wanted.username() == null ? "oauth2" : wanted.username();
            String basic = Base64.getEncoder().encodeToString((user + ":" + token).getBytes(UTF_8));
            configuration.put("http." + wanted.url() + ".extraHeader", "Authorization: Basic " + basic);
        }
        int index = 0;
        for (Map.Entry<String, String> setting : configuration.entrySet()) {
            environment.put("GIT_CONFIG_KEY_" + index, setting.getKey());
            environment.put("GIT_CONFIG_VALUE_" + index, setting.getValue());
            index++;
        }
        environment.put("GIT_CONFIG_COUNT", Integer.toString(index));
    }
}
