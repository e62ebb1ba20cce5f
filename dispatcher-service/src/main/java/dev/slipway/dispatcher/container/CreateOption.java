package dev.slipway.dispatcher.container;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The part of docker-py's arguments that {@code container_create_kwargs} may hold, under their docker-py names. What widens
 * a container's rights on the host (devices, added capabilities, host namespaces, security options) is left out on purpose.
 */
public enum CreateOption {
    /** Text or a list of words. */
    ENTRYPOINT(Kind.WORDS),
    USER(Kind.TEXT),
    WORKING_DIR(Kind.TEXT),
    HOSTNAME(Kind.TEXT),
    DOMAINNAME(Kind.TEXT),
    STOP_SIGNAL(Kind.TEXT),
    RUNTIME(Kind.TEXT),
    CPUSET_CPUS(Kind.TEXT),
    CPU_SHARES(Kind.NUMBER),
    CPU_PERIOD(Kind.NUMBER),
    CPU_QUOTA(Kind.NUMBER),
    NANO_CPUS(Kind.NUMBER),
    PIDS_LIMIT(Kind.NUMBER),
    OOM_SCORE_ADJ(Kind.NUMBER),
    SHM_SIZE(Kind.BYTES),
    READ_ONLY(Kind.FLAG),
    INIT(Kind.FLAG),
    CAP_DROP(Kind.WORDS),
    DNS(Kind.WORDS),
    DNS_SEARCH(Kind.WORDS),
    GROUP_ADD(Kind.WORDS),
    TMPFS(Kind.PAIRS),
    EXTRA_HOSTS(Kind.PAIRS);

    private final Kind kind;

    CreateOption(Kind kind) {
        this.kind = kind;
    }

    /** What its value must be. */
    public Kind kind() {
        return kind;
    }

    /** The name that users write. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The option with that name. */
    public static Optional<CreateOption> named(String key) {
        return Arrays.stream(values())
                .filter(option -> option.key().equals(key))
                .findFirst();
    }

    /** All names, for a message. */
    public static String names() {
        return Arrays.stream(values()).map(CreateOption::key).sorted().collect(Collectors.joining(", "));
    }

    /** The Java type of a value: String, Long, Long, Boolean, {@code List<String>}, {@code Map<String, String>}. */
    public enum Kind {
        TEXT,
        NUMBER,
        BYTES,
        FLAG,
        WORDS,
        PAIRS
    }
}
