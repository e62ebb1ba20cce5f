package dev.slipway.scheduler.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An event of our own within the limits of events. What it tells of has happened, so that it is shortened and not refused: a run
 * may have more tags, and a state a longer name, than an event takes. Pure.
 */
final class FittingEvent {
    private static final String RELATED = "related";
    private static final String NAME = "event";

    private FittingEvent() {}

    /** The event itself if it fits, as nearly all do; else with the beginning of its name, and without the last of its tags. */
    static Map<String, Object> of(Map<String, Object> event) {
        String longName =
                event.get(NAME) instanceof String name && name.length() > PrefectEvent.LONGEST_NAME ? name : null;
        List<?> many = event.get(RELATED) instanceof List<?> all && all.size() > PrefectEvent.MOST_RELATED ? all : null;
        if (longName == null && many == null) {
            return event;
        }
        Map<String, Object> fitting = new LinkedHashMap<>(event);
        if (longName != null) {
            fitting.put(NAME, longName.substring(0, PrefectEvent.LONGEST_NAME));
        }
        if (many != null) {
            fitting.put(RELATED, withoutLastTags(many));
        }
        return fitting;
    }

    private static List<Object> withoutLastTags(List<?> related) {
        var kept = new ArrayList<Object>(related);
        for (int i = kept.size() - 1; i >= 0 && kept.size() > PrefectEvent.MOST_RELATED; i--) {
            if (kept.get(i) instanceof Map<?, ?> resource && "tag".equals(resource.get("prefect.resource.role"))) {
                kept.remove(i);
            }
        }
        return kept;
    }
}
