package io.chasqui.broker.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes random valid selectors, each with a second opinion: an evaluator built while the text is made, from {@link
 * NaiveLogic}, sharing nothing with the code under test. Parentheses are left out where precedence and associativity
 * allow it, so these are tested as well.
 */
final class RandomSelector {

    /** The naive evaluator of a node. */
    interface Opinion {
        @Nullable
        Object value(Map<String, Object> message);
    }

    /** A text, how tightly its outermost operator binds, and what it means. */
    record Node(String text, int level, Opinion opinion) {}

    static final int OR = 0;
    static final int AND = 1;
    static final int NOT = 2;
    static final int PREDICATE = 3;
    static final int SUM = 4;
    static final int PRODUCT = 5;
    static final int SIGNED = 6;
    static final int PRIMARY = 7;

    private final Random random;

    RandomSelector(Random random) {
        this.random = random;
    }

    /** A condition with at most so many levels of operators. */
    Node condition(int depth) {
        if (depth == 0) {
            return random.nextInt(4) == 0 ? literal(random.nextBoolean()) : identifier();
        }
        return switch (random.nextInt(9)) {
            case 0, 1 -> joined(depth, true);
            case 2, 3 -> joined(depth, false);
            case 4 -> negation(depth);
            case 5 -> between(depth);
            case 6 -> stringTest();
            default -> comparison(depth);
        };
    }

    private Node joined(int depth, boolean and) {
        int level = and ? AND : OR;
        Node left = condition(depth - 1);
        Node right = condition(depth - 1);
        String text = wrapped(left, level) + keyword(and ? " AND " : " OR ") + wrapped(right, level);
        return new Node(
                text,
                level,
                message -> NaiveLogic.join(
                        and, left.opinion().value(message), right.opinion().value(message)));
    }

    private Node negation(int depth) {
        Node operand = condition(depth - 1);
        return new Node(
                keyword("NOT ") + wrapped(operand, NOT),
                NOT,
                message -> NaiveLogic.not(operand.opinion().value(message)));
    }

    private Node comparison(int depth) {
        boolean equality = random.nextBoolean();
        String operator = equality ? pick("=", "<>") : pick("<", "<=", ">", ">=");
        int type = equality ? random.nextInt(4) : 0;
        Node left = operand(type, depth - 1);
        Node right = random.nextInt(3) == 0 ? identifier() : operand(type, depth - 1);
        return new Node(
                wrapped(left, SUM) + spaced(operator) + wrapped(right, SUM),
                PREDICATE,
                message -> NaiveLogic.compare(
                        operator, left.opinion().value(message), right.opinion().value(message)));
    }

    private Node operand(int type, int depth) {
        return switch (type) {
            case 0 -> number(depth);
            case 1 -> literal(word());
            case 2 -> condition(depth);
            default -> identifier();
        };
    }

    private Node between(int depth) {
        boolean negated = random.nextBoolean();
        Node value = number(depth - 1);
        Node low = number(depth - 1);
        Node high = number(depth - 1);
        String text = wrapped(value, SUM)
                + keyword(negated ? " NOT BETWEEN " : " BETWEEN ")
                + wrapped(low, SUM)
                + keyword(" AND ")
                + wrapped(high, SUM);
        return new Node(text, PREDICATE, message -> {
            Object middle = value.opinion().value(message);
            Object below = NaiveLogic.compare(
                    negated ? "<" : ">=", middle, low.opinion().value(message));
            Object above = NaiveLogic.compare(
                    negated ? ">" : "<=", middle, high.opinion().value(message));
            return NaiveLogic.join(!negated, below, above);
        });
    }

    private Node stringTest() {
        Node identifier = identifier();
        boolean negated = random.nextBoolean();
        return switch (random.nextInt(3)) {
            case 0 ->
                new Node(
                        identifier.text() + keyword(negated ? " IS NOT NULL" : " IS NULL"),
                        PREDICATE,
                        message -> (identifier.opinion().value(message) == null) != negated);
            case 1 -> membership(identifier, negated);
            default -> like(identifier, negated);
        };
    }

    private Node membership(Node identifier, boolean negated) {
        List<String> members = new ArrayList<>();
        List<String> literals = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            members.add(word());
            literals.add(quoted(members.get(members.size() - 1)));
        }
        String text = identifier.text() + keyword(negated ? " NOT IN" : " IN") + "(" + String.join(",", literals) + ")";
        return new Node(
                text,
                PREDICATE,
                message -> NaiveLogic.testString(identifier.opinion().value(message), negated, members::contains));
    }

    private Node like(Node identifier, boolean negated) {
        StringBuilder pattern = new StringBuilder();
        List<String> elements = new ArrayList<>();
        for (int i = random.nextInt(7); i > 0; i--) {
            String element = pick("%", "_", "a", "b", "!%", "!_", "!!", "😀");
            elements.add(element);
            pattern.append(element);
        }
        String text = identifier.text() + keyword(negated ? " NOT LIKE " : " LIKE ") + quoted(pattern.toString())
                + keyword(" ESCAPE ") + "'!'";
        return new Node(
                text,
                PREDICATE,
                message -> NaiveLogic.testString(
                        identifier.opinion().value(message), negated, value -> NaiveLogic.like(elements, value)));
    }

    private Node number(int depth) {
        if (depth <= 0) {
            return random.nextBoolean() ? identifier() : literal(NaiveLogic.number(random));
        }
        return switch (random.nextInt(4)) {
            case 0 -> arithmetic(pick("+", "-"), SUM, depth);
            case 1 -> arithmetic(pick("*", "/"), PRODUCT, depth);
            case 2 -> signed(depth);
            default -> number(0);
        };
    }

    private Node arithmetic(String operator, int level, int depth) {
        Node left = number(depth - 1);
        Node right = number(depth - 1);
        return new Node(
                wrapped(left, level) + spaced(operator) + wrapped(right, level + 1),
                level,
                message -> NaiveLogic.compute(
                        operator, left.opinion().value(message), right.opinion().value(message)));
    }

    private Node signed(int depth) {
        boolean negative = random.nextBoolean();
        Node operand = number(depth - 1);
        return new Node(
                (negative ? "-" : "+") + wrapped(operand, SIGNED),
                SIGNED,
                message -> NaiveLogic.sign(negative, operand.opinion().value(message)));
    }

    private Node identifier() {
        String name = pick("a", "b", "c", "d", "e", "f", "g", "JMSType");
        return new Node(name, PRIMARY, message -> message.get(name));
    }

    private Node literal(Object constant) {
        String text = constant.toString();
        if (constant instanceof String string) {
            text = quoted(string);
        } else if (constant instanceof Float) {
            text = text + pick("f", "F");
        } else if (constant instanceof Long) {
            text = text + pick("", "L", "l");
        }
        return new Node(text, text.startsWith("-") ? SIGNED : PRIMARY, message -> constant);
    }

    /** A short string, made so that strings are often equal. */
    String word() {
        return pick("", "a", "ab", "ba%", "_a", "'", "b😀a", "!");
    }

    private String wrapped(Node node, int lowestLevel) {
        boolean needed = node.level() < lowestLevel;
        return needed || random.nextInt(8) == 0 ? "(" + node.text() + ")" : node.text();
    }

    private String keyword(String text) {
        return random.nextBoolean() ? text : text.toLowerCase(java.util.Locale.ROOT);
    }

    private String spaced(String operator) {
        return random.nextBoolean() ? operator : " " + operator + "\t";
    }

    private static String quoted(String content) {
        return "'" + content.replace("'", "''") + "'";
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
