package io.chasqui.broker.command;

import io.chasqui.broker.selector.Selector;
import io.chasqui.broker.selector.SelectorSyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parsed selectors by their text, so that a subscription's selector is not parsed for every message. Bounded. */
public final class SelectorCache {
    private static final int LIMIT = 10_000;

    private final Map<String, Selector> selectors = new LinkedHashMap<>(16, 0.75f, true);

    /** An empty cache. */
    public SelectorCache() {}

    /**
     * The parsed form of a selector.
     *
     * @throws SelectorSyntaxException if it does not follow the grammar
     */
    public Selector parsed(String text) throws SelectorSyntaxException {
        Selector known = selectors.get(text);
        if (known != null) {
            return known;
        }
        Selector parsed = Selector.parse(text);
        selectors.put(text, parsed);
        if (selectors.size() > LIMIT) {
            selectors.remove(selectors.keySet().iterator().next());
        }
        return parsed;
    }

    /** The parsed form of a selector that was checked when its subscription was created. */
    Selector known(String text) {
        try {
            return parsed(text);
        } catch (SelectorSyntaxException impossible) {
            throw new IllegalStateException("A subscription has the malformed selector '" + text + "'.", impossible);
        }
    }
}
