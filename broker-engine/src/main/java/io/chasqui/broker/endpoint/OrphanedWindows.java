package io.chasqui.broker.endpoint;

import io.chasqui.broker.command.Facts;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.state.SessionKey;
import io.chasqui.broker.state.SessionWindow;
import io.chasqui.protocol.Reattachment;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Duplicate windows whose session is not here: after a start all of them, later those of lost sessions. They end when no
 * client can come back for them any more; when there are very many, some minutes after their loss. In the order of their
 * loss, so that a round looks only at those whose time has come.
 */
final class OrphanedWindows {
    private static final long RETENTION_MILLIS = Reattachment.MEMORY.toMillis();
    private static final long LEAST_RETENTION_MILLIS = 310_000;
    private static final int LIMIT = 10_000;
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
            long retentionMillis = orphanedAtMillis.size() > LIMIT ? LEAST_RETENTION_MILLIS : RETENTION_MILLIS;
            if (nowMillis - orphan.getValue() < retentionMillis) {
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
