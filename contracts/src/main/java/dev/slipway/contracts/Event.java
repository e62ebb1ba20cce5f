package dev.slipway.contracts;

/**
 * A fact that happened, as one service tells the others. Every event is a record of a {@code …v1} package and has exactly
 * one entry in {@link EventType}.
 */
public interface Event {
    /** The tenant that the fact belongs to; {@code default} until there are more. */
    String workspace();

    /** What the fact is about; also the Kafka key, so facts about one thing keep their order. */
    String key();
}
