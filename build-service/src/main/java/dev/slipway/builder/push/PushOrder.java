package dev.slipway.builder.push;

import org.jspecify.annotations.Nullable;

/** The order of pushes within a ref. */
final class PushOrder {
    private PushOrder() {}

    /**
     * Where a push belongs. Deliveries can overtake each other: a push that ends where the newest known one began came before
     * it. (One that leads back from the newest one's end is a force-push of an old commit, and newer.)
     *
     * @param last the number given out last
     */
    static Place place(@Nullable Step newest, long last, Step push) {
        boolean late = newest != null
                && newest.before().equals(push.after())
                && !newest.after().equals(push.before());
        return late ? new Place(last - 1, true) : new Place(last + 1, false);
    }

    /** From which commit to which. */
    record Step(String before, String after) {}

    /**
     * @param late its successor is known already, so it is not built
     */
    record Place(long generation, boolean late) {}
}
