package dev.slipway.scheduler.concurrency;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * How many task runs with a tag may run at once: the limit {@code tag:<tag>} as older clients and the CLI know it.
 *
 * @param activeSlots the task runs that hold one
 */
record TagLimit(UUID id, Instant created, Instant updated, String tag, int concurrencyLimit, List<UUID> activeSlots) {
    private static final String PREFIX = "tag:";

    static TagLimit of(ConcurrencyLimit limit, List<UUID> holders) {
        return new TagLimit(
                limit.id(),
                limit.created(),
                limit.updated(),
                limit.name().substring(PREFIX.length()),
                limit.limit(),
                holders);
    }

    /** The name of the limit of a tag. */
    static String name(String tag) {
        return PREFIX + tag;
    }

    static boolean isName(String name) {
        return name.startsWith(PREFIX);
    }
}
