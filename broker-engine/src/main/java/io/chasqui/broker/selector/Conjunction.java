package io.chasqui.broker.selector;

import java.util.ArrayList;
import java.util.List;

/** Conditions joined by AND, in the order of the text; conjunctions inside are taken in, so the list is flat. */
record Conjunction(List<Condition> terms) implements Condition {

    Conjunction {
        List<Condition> flat = new ArrayList<>();
        for (Condition term : terms) {
            flat.addAll(term instanceof Conjunction inner ? inner.terms() : List.of(term));
        }
        terms = List.copyOf(flat);
    }

    @Override
    public Truth truth(PropertySource source) {
        Truth result = Truth.TRUE;
        for (int i = 0; i < terms.size() && result != Truth.FALSE; i++) {
            result = result.and(terms.get(i).truth(source));
        }
        return result;
    }
}
