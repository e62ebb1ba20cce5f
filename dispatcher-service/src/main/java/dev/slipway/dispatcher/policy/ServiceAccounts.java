package dev.slipway.dispatcher.policy;

import java.util.Map;

/** Which service accounts give their pods a token. */
public final class ServiceAccounts {
    private static final String DEFAULT = "default";

    private ServiceAccounts() {}

    /** Whether a pod may get a token: by policy, or because the operator named its account, which {@code default} is not enough for. */
    public static boolean mayUseToken(Map<?, ?> pod, PodPolicy policy) {
        Object named =
                pod.get("serviceAccountName") == null ? pod.get("serviceAccount") : pod.get("serviceAccountName");
        return policy.serviceAccountTokens()
                || (named instanceof String account
                        && !account.equals(DEFAULT)
                        && policy.serviceAccounts().contains(account));
    }
}
