package dev.slipway.dispatcher.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a variable looks like a secret, by its name or by its value. Too many is harmless: the container sees no difference. */
final class SecretLook {
    private static final Pattern NAME = Pattern.compile(
            "(?i).*(password|passwd|passphrase|secret|token|api_?key|access_?key|private_?key|signing_?key|encryption_?key"
                    + "|credential|connection_?string|webhook).*"
                    + "|(?i)(.*[_.-])?(auth|authorization|auth_?string|bearer|pass|pwd|pw|dsn|sas|jwt|cookie|pat|key)([_.-].*)?");
    // every repetition has a bound, so that a long value costs no more than its length
    private static final Pattern LOGIN =
            Pattern.compile("\\b[a-zA-Z][a-zA-Z0-9+.-]{0,30}://[^/\\s:@]{0,256}:([^@\\s]{1,1024})@");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\([^)]{0,256}\\)");
    private static final Pattern CONTENT = Pattern.compile("(?is).*-----BEGIN [A-Z ]*PRIVATE KEY-----.*"
            + "|.*\\beyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}\\..*"
            + "|.*\\b(ghp|gho|ghs|ghr|github_pat|glpat|gldt|glrt|xox[abprs]|sk|pnu|pnb)[_-][\\w-]{16,}.*"
            + "|.*\\b(AKIA|ASIA)[A-Z0-9]{16}\\b.*"
            + "|(.*[;?&\\s])?(password|pwd|accountkey|sig|secret|token)=[^;&\\s$]+.*");

    private SecretLook() {}

    /** References to other variables ({@code $(NAME)}) are no secret: those they name may be. */
    static boolean is(String name, String value) {
        if (value.isEmpty() || isOnlyReferences(value)) {
            return false;
        }
        return NAME.matcher(name).matches() || CONTENT.matcher(value).matches() || holdsLogin(value);
    }

    private static boolean isOnlyReferences(String value) {
        return REFERENCE.matcher(value).replaceAll("").isEmpty();
    }

    private static boolean holdsLogin(String value) {
        Matcher login = LOGIN.matcher(value);
        while (login.find()) {
            if (!isOnlyReferences(login.group(1))) {
                return true;
            }
        }
        return false;
    }
}
