package dev.slipway.dispatcher.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a variable looks like a secret, by its name or by its value. Too many is harmless: the container sees no difference. */
final class SecretLook {
    private static final Pattern NAME = Pattern.compile(
            "(?i).*(password|passwd|passphrase|secret|token|api_?key|access_?key|private_?key|signing_?key|encryption_?key"
                    + "|credential|connection_?string|webhook).*"
                    + "|(?i)(.*[_.-])?(auth|authorization|auth_?string|bearer|pass|pwd|pw|dsn|sas|jwt|cookie|pat|key)([_.-].*)?");
    private static final Pattern LOGIN = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://[^/\\s:@]*:([^@\\s/]+)@");
    private static final Pattern ONLY_REFERENCES = Pattern.compile("(\\$\\([^)]*\\))+");
    private static final Pattern CONTENT = Pattern.compile("(?is).*-----BEGIN [A-Z ]*PRIVATE KEY-----.*"
            + "|.*\\beyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}\\..*"
            + "|.*\\b(ghp|gho|ghs|ghr|github_pat|glpat|gldt|glrt|xox[abprs]|sk|pnu|pnb)[_-][\\w-]{16,}.*"
            + "|.*\\b(AKIA|ASIA)[A-Z0-9]{16}\\b.*"
            + "|.*[;?&\\s](password|pwd|accountkey|sig|secret|token)=[^;&\\s$]+.*");

    private SecretLook() {}

    /** References to other variables ({@code $(NAME)}) are no secret: those they name may be. */
    static boolean is(String name, String value) {
        if (value.isEmpty() || ONLY_REFERENCES.matcher(value).matches()) {
            return false;
        }
        return NAME.matcher(name).matches() || CONTENT.matcher(value).matches() || holdsLogin(value);
    }

    private static boolean holdsLogin(String value) {
        Matcher login = LOGIN.matcher(value);
        while (login.find()) {
            if (!ONLY_REFERENCES.matcher(login.group(1)).matches()) {
                return true;
            }
        }
        return false;
    }
}
