package dev.slipway.builder.feedback;

import dev.slipway.builder.gitlab.GitLabAnswer;
import java.time.Duration;

/** What GitLab's answer to a status means. */
sealed interface Verdict {
    /** Longer pauses help nobody. */
    Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    Duration TOKEN_PAUSE = Duration.ofHours(1);

    /** GitLab has it. */
    record Told() implements Verdict {}

    /** To be tried again; the other statuses of the project wait as long if {@code all}. */
    record Later(Duration pause, boolean all, String why) implements Verdict {}

    /** The token is good no more; nothing of the project gets through until there is another. */
    record TokenRefused(String why) implements Verdict {}

    /** It would be refused again. */
    record Refused(String why) implements Verdict {}

    /**
     * Reads an answer.
     *
     * @param attempt from 1
     */
    static Verdict of(GitLabAnswer answer, int attempt) {
        String words = answer.words();
        return switch (answer.status()) {
            case 400 -> words.contains("Cannot transition status") ? new Told() : new Refused(words);
            case 401 -> new TokenRefused(words);
            case 409 -> new Later(Duration.ofSeconds(1), false, words);
            case 429 -> {
                Duration asked = answer.retryAfter();
                yield new Later(asked == null ? pause(attempt) : asked, true, words);
            }
            default -> {
                if (answer.isSuccess()) {
                    yield new Told();
                }
                yield answer.status() >= 500 ? new Later(pause(attempt), true, words) : new Refused(words);
            }
        };
    }

    /** Twice as long each time. */
    static Duration pause(int attempt) {
        Duration pause = Duration.ofSeconds(1L << Math.clamp(attempt, 1, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
