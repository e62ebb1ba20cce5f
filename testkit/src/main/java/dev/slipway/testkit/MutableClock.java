package dev.slipway.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it. */
public final class MutableClock extends Clock {
    private final Hand hand;
    private final ZoneId zone;

    private MutableClock(Hand hand, ZoneId zone) {
        this.hand = hand;
        this.zone = zone;
    }

    /** A clock that shows {@code instant}, in UTC. */
    public static MutableClock at(Instant instant) {
        return new MutableClock(new Hand(instant), ZoneOffset.UTC);
    }

    /** The same for ISO 8601 text. */
    public static MutableClock at(String instant) {
        return at(Instant.parse(instant));
    }

    /** Moves it, on or back. */
    public void advance(Duration by) {
        set(instant().plus(by));
    }

    /** Sets it. */
    public void set(Instant instant) {
        hand.shows = instant;
    }

    @Override
    public Instant instant() {
        return hand.shows;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same clock in another zone: moving one moves both. */
    @Override
    public MutableClock withZone(ZoneId other) {
        return new MutableClock(hand, other);
    }

    private static final class Hand {
        volatile Instant shows;

        Hand(Instant instant) {
            shows = instant;
        }
    }
}
