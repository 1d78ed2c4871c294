package io.chasqui.broker.selector;

import java.util.List;

/** Conditions joined by OR, in the order of the text. */
record Disjunction(List<Condition> terms) implements Condition {

    Disjunction {
        terms = List.copyOf(terms);
    }

    @Override
    public Truth truth(PropertySource source) {
        Truth result = Truth.FALSE;
        for (int i = 0; i < terms.size() && result != Truth.TRUE; i++) {
            result = result.or(terms.get(i).truth(source));
        }
        return result;
    }
}
