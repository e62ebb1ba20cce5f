package dev.slipway.dispatcher.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;

/** The newest of what is gone, so that its end can still be explained. Not safe for several threads. */
final class Departed<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;
    private static final int MOST = 1_000;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST;
    }
}
