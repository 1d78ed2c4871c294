package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Facts;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.state.SessionKey;
import io.chasqui.broker.state.SessionWindow;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Duplicate windows whose session is not here: after a start all of them, later those of lost sessions. They end some
 * minutes after their loss, earlier when there are too many. In the order of their loss, so that a round looks only at
 * those whose time has come.
 */
final class OrphanedWindows {
    private static final long RETENTION_MILLIS = 300_000;
    private static final int LIMIT = 100_000;
    private static final int ENDED_PER_ROUND = 1_000;

    private final Engine engine;
    private final Map<SessionKey, Long> orphanedAtMillis = new LinkedHashMap<>();

    OrphanedWindows(Engine engine) {
        this.engine = engine;
        for (SessionWindow window : engine.state().windows()) {
            lost(window.key());
        }
    }

    /** A session is here. */
    void found(SessionKey key) {
        orphanedAtMillis.remove(key);
    }

    /** A session is gone without having been closed. */
    void lost(SessionKey key) {
        if (engine.state().window(key) != null) {
            orphanedAtMillis.remove(key);
            orphanedAtMillis.put(key, engine.steadyMillis().getAsLong());
        }
    }

    /** Ends those whose time has come. */
    void tick(long nowMillis) {
        Facts facts = new Facts();
        int left = ENDED_PER_ROUND;
        Iterator<Map.Entry<SessionKey, Long>> oldestFirst =
                orphanedAtMillis.entrySet().iterator();
        while (left-- > 0 && oldestFirst.hasNext()) {
            Map.Entry<SessionKey, Long> orphan = oldestFirst.next();
            boolean tooMany = orphanedAtMillis.size() > LIMIT;
            if (!tooMany && nowMillis - orphan.getValue() < RETENTION_MILLIS) {
                break;
            }
            oldestFirst.remove();
            SessionWindow window = engine.state().window(orphan.getKey());
            if (window != null) {
                facts.journal(new Event.SessionEnded(window.number()));
            }
        }
        if (!facts.isEmpty()) {
            engine.sink().record(facts);
        }
    }
}
