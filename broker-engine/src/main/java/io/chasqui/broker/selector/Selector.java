package io.chasqui.broker.selector;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A message selector (Jakarta Messaging 3.1 §3.8): decides from the properties and header fields of a message whether a
 * consumer wants it.
 *
 * <p>A selector that exists is syntactically right and free of type errors that the text alone reveals; matching never
 * fails by itself and, without arithmetic, allocates nothing. Selectors are immutable and may be used by many threads. Where the
 * specification leaves room, this is what holds:
 *
 * <ul>
 *   <li>Exact literals are longs; the exact division by zero is NULL.
 *   <li>A comparison of unlike types, or with arithmetic on a value that is no number, is false under every operator,
 *       {@code <>} too; {@code LIKE}, {@code IN} and {@code BETWEEN} are false for values of another type, with and
 *       without {@code NOT} inside them. {@code NOT} before a whole comparison turns false into true, as always.
 *   <li>An identifier used as a condition is unknown unless its value is a boolean.
 *   <li>{@code IS NULL}, {@code LIKE} and {@code IN} take an identifier, not an expression.
 * </ul>
 */
public final class Selector {

    /** The longest text that is accepted, in UTF-16 characters. */
    public static final int MAX_CHARS = 16_384;

    private final String text;
    private final Condition condition;
    private final Set<String> identifiers;
    private final List<Requirement> requirements;

    private Selector(String text, Condition condition, Set<String> identifiers) {
        this.text = text;
        this.condition = condition;
        this.identifiers = Collections.unmodifiableSet(new LinkedHashSet<>(identifiers));
        List<Requirement> needed = new ArrayList<>();
        collectRequirements(condition, needed);
        this.requirements = List.copyOf(needed);
    }

    /**
     * Parses and checks a selector.
     *
     * @param text at most {@link #MAX_CHARS} characters with at most 64 levels of parentheses, NOT and signs and at most
     *     1,000 strings in an IN list. A blank text is refused: that there is no selector is for the caller to see
     * @return the selector
     * @throws SelectorSyntaxException if the text is no selector; the message is made for whoever wrote it
     */
    public static Selector parse(String text) throws SelectorSyntaxException {
        if (text.length() > MAX_CHARS) {
            throw new SelectorSyntaxException(
                    text,
                    MAX_CHARS,
                    "a selector of at most " + MAX_CHARS + " characters",
                    text.length() + " characters");
        }
        SelectorParser parser = new SelectorParser(text);
        Condition condition = parser.parse();
        return new Selector(text, condition, parser.identifiers());
    }

    /**
     * Whether the selector is true for a message; false and unknown do not match.
     *
     * @param source the properties and header fields of the message
     * @return true if the message is wanted
     */
    public boolean matches(PropertySource source) {
        return condition.truth(source) == Truth.TRUE;
    }

    /**
     * The text the selector was made from, unchanged: what {@code getMessageSelector} answers, and by which a changed
     * durable subscription is recognised.
     *
     * @return the text
     */
    public String text() {
        return text;
    }

    /**
     * The names the selector may ask a {@link PropertySource} for.
     *
     * @return the names in the order in which they first stand in the text; unmodifiable
     */
    public Set<String> identifiers() {
        return identifiers;
    }

    /**
     * Conditions without which no message matches, each of them by itself: those from which an index can find the
     * selectors to try for a message by one look at its value. Comparisons with floats are not among them: a float equals
     * every long that is rounded to it.
     *
     * @return in the order of the text; empty if every message has to be tried; unmodifiable
     */
    public List<Requirement> requirements() {
        return requirements;
    }

    private static void collectRequirements(Condition condition, List<Requirement> requirements) {
        if (condition instanceof Conjunction conjunction) {
            conjunction.terms().forEach(term -> collectRequirements(term, requirements));
        } else if (condition instanceof Comparison comparison && comparison.operator() == ComparisonOperator.EQUAL) {
            collectRequirement(comparison.left(), comparison.right(), requirements);
            collectRequirement(comparison.right(), comparison.left(), requirements);
        } else if (condition instanceof Membership membership && !membership.negated()) {
            requirements.add(new Requirement(membership.identifier().name(), Set.<Object>copyOf(membership.members())));
        }
    }

    private static void collectRequirement(Expression one, Expression other, List<Requirement> requirements) {
        if (one instanceof Identifier identifier
                && other instanceof Literal literal
                && !(literal.constant() instanceof Float)) {
            requirements.add(new Requirement(identifier.name(), Set.of(Requirement.key(literal.constant()))));
        }
    }

    /** Selectors are equal when their texts are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Selector selector && text.equals(selector.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
