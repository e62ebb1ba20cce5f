package dev.slipway.dispatcher.dispatch;

import java.util.Arrays;
import java.util.List;

/** How far the dispatch of an attempt is. */
public enum DispatchState {
    /** Wanted; nothing exists in the engine. */
    RECORDED,
    /** Claimed by a launcher; the container may exist already, under the one name that the attempt can have. */
    CREATING,
    /** The container exists and its id is known; its process was not seen yet. */
    CREATED,
    /** The process was seen running. */
    RUNNING,
    /** Nothing runs any more and why is known. */
    ENDED,
    /** The container is gone and nobody saw how it ended. */
    LOST;

    /** Whether the table has that transition. A state never becomes itself. */
    public boolean canBecome(DispatchState next) {
        return switch (this) {
            case RECORDED -> next == CREATING || next == ENDED;
            case CREATING -> next == CREATED || next == ENDED;
            case CREATED -> next == RUNNING || next == ENDED || next == LOST;
            case RUNNING -> next == ENDED || next == LOST;
            case ENDED, LOST -> false;
        };
    }

    /** Nothing more happens to it. */
    public boolean isTerminal() {
        return this == ENDED || this == LOST;
    }

    /** There is a container that should be looked after. */
    public boolean isWatched() {
        return this == CREATED || this == RUNNING;
    }

    /** The names of the states that can become this one: the guard of every write. */
    String[] predecessors() {
        return Arrays.stream(values())
                .filter(state -> state.canBecome(this))
                .map(Enum::name)
                .toArray(String[]::new);
    }

    /** The names of the states in which an attempt still costs something. */
    static List<String> live() {
        return Arrays.stream(values())
                .filter(state -> !state.isTerminal())
                .map(Enum::name)
                .toList();
    }
}
