package io.chasqui.broker.selector;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Recursive descent over the grammar of §3.8.1.1, lowest precedence first:
 *
 * <pre>
 * disjunction := conjunction { OR conjunction }
 * conjunction := negation { AND negation }
 * negation    := NOT negation | predicate
 * predicate   := sum [ comparison sum | [NOT] BETWEEN sum AND sum | [NOT] IN ( strings )
 *                    | [NOT] LIKE string [ ESCAPE string ] | IS [NOT] NULL ]
 * sum         := product { (+ | -) product }
 * product     := signed { (* | /) signed }
 * signed      := (+ | -) signed | literal | identifier | ( disjunction )
 * </pre>
 *
 * <p>The grammar does not separate conditions from values, types do: each rule asks its parts for a condition, a number
 * or an identifier and refuses what can never be one. The recursion is bounded by {@link #MAX_NESTING}.
 */
final class SelectorParser {

    /** Levels of parentheses, NOT and signs. */
    static final int MAX_NESTING = 64;

    /** Strings in one IN list. */
    static final int MAX_IN_ELEMENTS = 1_000;

    private static final String OPERAND = "an identifier, a literal or '('";

    private final TokenStream tokens;
    private final Set<String> identifiers = new LinkedHashSet<>();
    private int nesting;

    SelectorParser(String text) throws SelectorSyntaxException {
        this.tokens = new TokenStream(text);
    }

    /** Parses the whole text. */
    Condition parse() throws SelectorSyntaxException {
        Token start = tokens.current();
        if (start.kind() == TokenKind.END) {
            throw tokens.unexpected("a condition (no selector at all is expressed by null or an empty text)");
        }
        Expression selector = disjunction();
        tokens.expect(TokenKind.END, "an operator or the end of the selector");
        return condition(selector, start);
    }

    /** The identifiers met so far, in the order of the text. */
    Set<String> identifiers() {
        return identifiers;
    }

    private Expression disjunction() throws SelectorSyntaxException {
        return joined(TokenKind.OR);
    }

    /** Parts joined by OR, or, one level below, by AND. */
    private Expression joined(TokenKind joint) throws SelectorSyntaxException {
        Token start = tokens.current();
        Expression first = part(joint);
        if (!tokens.at(joint)) {
            return first;
        }
        List<Condition> terms = new ArrayList<>();
        terms.add(condition(first, start));
        while (tokens.accept(joint)) {
            Token termStart = tokens.current();
            terms.add(condition(part(joint), termStart));
        }
        return joint == TokenKind.OR ? new Disjunction(terms) : new Conjunction(terms);
    }

    private Expression part(TokenKind joint) throws SelectorSyntaxException {
        return joint == TokenKind.OR ? joined(TokenKind.AND) : negation();
    }

    private Expression negation() throws SelectorSyntaxException {
        if (!tokens.at(TokenKind.NOT)) {
            return predicate();
        }
        enter();
        tokens.take();
        Token start = tokens.current();
        Condition negated = condition(negation(), start);
        leave();
        return new Negation(negated);
    }

    private Expression predicate() throws SelectorSyntaxException {
        Token start = tokens.current();
        Expression left = sum();
        ComparisonOperator operator = ComparisonOperator.of(tokens.current().kind());
        if (operator != null) {
            return comparison(left, start, operator);
        }
        return switch (tokens.current().kind()) {
            case IS -> nullTest(left, start);
            case NOT, BETWEEN, IN, LIKE -> test(left, start);
            default -> left;
        };
    }

    private Condition comparison(Expression left, Token start, ComparisonOperator operator)
            throws SelectorSyntaxException {
        Token sign = tokens.take();
        Token rightStart = tokens.current();
        Expression right = sum();
        if (!operator.isEquality()) {
            requireNumber(left, start);
            requireNumber(right, rightStart);
        } else if (!left.type().mayBe(right.type())) {
            throw tokens.error(
                    sign,
                    "values of like type on both sides",
                    left.type().label() + " and " + right.type().label());
        }
        return new Comparison(operator, left, right);
    }

    private Condition nullTest(Expression left, Token start) throws SelectorSyntaxException {
        Identifier identifier = identifier(left, start, "IS NULL");
        tokens.take();
        boolean negated = tokens.accept(TokenKind.NOT);
        tokens.expect(TokenKind.NULL, negated ? "NULL" : "NULL or NOT NULL");
        return new NullTest(identifier, negated);
    }

    private Condition test(Expression left, Token start) throws SelectorSyntaxException {
        boolean negated = tokens.accept(TokenKind.NOT);
        return switch (tokens.current().kind()) {
            case BETWEEN -> between(left, start, negated);
            case IN -> membership(identifier(left, start, "IN"), negated);
            case LIKE -> like(identifier(left, start, "LIKE"), negated);
            default -> throw tokens.unexpected("BETWEEN, IN or LIKE after NOT");
        };
    }

    private Condition between(Expression left, Token start, boolean negated) throws SelectorSyntaxException {
        requireNumber(left, start);
        tokens.take();
        Expression low = number();
        tokens.expect(TokenKind.AND, "AND and the upper bound of BETWEEN");
        return new Between(left, low, number(), negated);
    }

    private Condition membership(Identifier identifier, boolean negated) throws SelectorSyntaxException {
        tokens.take();
        tokens.expect(TokenKind.LEFT_PARENTHESIS, "'(' after IN");
        Set<String> members = new LinkedHashSet<>();
        int count = 0;
        do {
            Token member = tokens.expect(TokenKind.STRING, "a string literal in the list of IN");
            if (++count > MAX_IN_ELEMENTS) {
                throw tokens.error(member, "at most " + MAX_IN_ELEMENTS + " strings in the list of IN", "one more");
            }
            members.add(member.string());
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expect(TokenKind.RIGHT_PARENTHESIS, "',' or ')' in the list of IN");
        return new Membership(identifier, members, negated);
    }

    private Condition like(Identifier identifier, boolean negated) throws SelectorSyntaxException {
        tokens.take();
        Token pattern = tokens.expect(TokenKind.STRING, "a string literal as the pattern of LIKE");
        int escape = tokens.accept(TokenKind.ESCAPE) ? escapeCharacter() : LikePattern.NO_ESCAPE;
        if (!LikePattern.isWellFormed(pattern.string(), escape)) {
            throw tokens.error(
                    pattern,
                    "'%', '_' or the escape character itself after each escape character of the pattern",
                    SelectorSyntaxException.quoted(pattern.string()));
        }
        return new Like(identifier, LikePattern.compile(pattern.string(), escape), negated);
    }

    private int escapeCharacter() throws SelectorSyntaxException {
        String expected = "a string literal of one character after ESCAPE";
        Token escape = tokens.expect(TokenKind.STRING, expected);
        String characters = escape.string();
        if (characters.codePointCount(0, characters.length()) != 1) {
            throw tokens.error(escape, expected, SelectorSyntaxException.quoted(characters));
        }
        return characters.codePointAt(0);
    }

    private Expression sum() throws SelectorSyntaxException {
        return chain(true);
    }

    /** Operands joined by + and -, or, one level below, by * and /. */
    private Expression chain(boolean additive) throws SelectorSyntaxException {
        Token start = tokens.current();
        Expression first = operand(additive);
        ArithmeticOperator operator = ArithmeticOperator.of(tokens.current().kind(), additive);
        if (operator == null) {
            return first;
        }
        requireNumber(first, start);
        List<Arithmetic.Step> steps = new ArrayList<>();
        while (operator != null) {
            tokens.take();
            Token operandStart = tokens.current();
            steps.add(new Arithmetic.Step(operator, requireNumber(operand(additive), operandStart)));
            operator = ArithmeticOperator.of(tokens.current().kind(), additive);
        }
        return new Arithmetic(first, steps);
    }

    private Expression operand(boolean additive) throws SelectorSyntaxException {
        return additive ? chain(false) : signed();
    }

    private Expression signed() throws SelectorSyntaxException {
        if (!tokens.at(TokenKind.PLUS) && !tokens.at(TokenKind.MINUS)) {
            return primary();
        }
        enter();
        boolean negative = tokens.take().kind() == TokenKind.MINUS;
        Token start = tokens.current();
        Expression operand = negative && tokens.accept(TokenKind.LONG_MIN_MAGNITUDE)
                ? new Literal(Long.MIN_VALUE)
                : Sign.of(negative, requireNumber(signed(), start));
        leave();
        return operand;
    }

    private Expression primary() throws SelectorSyntaxException {
        return switch (tokens.current().kind()) {
            case IDENTIFIER -> reference(tokens.take());
            case STRING, NUMBER -> new Literal(tokens.take().value());
            case TRUE -> bool(true);
            case FALSE -> bool(false);
            case LEFT_PARENTHESIS -> parenthesised();
            case LONG_MIN_MAGNITUDE -> throw tokens.unexpected("an exact number in the range of long");
            case NULL -> throw tokens.unexpected(OPERAND + " (NULL is tested with IS NULL)");
            default -> throw tokens.unexpected(OPERAND);
        };
    }

    private Literal bool(boolean value) throws SelectorSyntaxException {
        tokens.take();
        return new Literal(value);
    }

    private Identifier reference(Token word) throws SelectorSyntaxException {
        String name = word.string();
        if (!Identifier.isAllowed(name)) {
            throw tokens.error(
                    word,
                    "a property, or one of the header fields JMSDeliveryMode, JMSPriority, JMSMessageID, JMSTimestamp,"
                            + " JMSCorrelationID and JMSType; no other name may begin with JMS",
                    SelectorSyntaxException.quoted(name));
        }
        identifiers.add(name);
        return new Identifier(name);
    }

    private Expression parenthesised() throws SelectorSyntaxException {
        enter();
        tokens.take();
        Expression inner = disjunction();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS, "an operator or ')'");
        leave();
        return inner;
    }

    private void enter() throws SelectorSyntaxException {
        nesting++;
        if (nesting > MAX_NESTING) {
            throw tokens.unexpected("at most " + MAX_NESTING + " levels of parentheses, NOT and signs");
        }
    }

    private void leave() {
        nesting--;
    }

    private Condition condition(Expression expression, Token start) throws SelectorSyntaxException {
        if (expression instanceof Condition condition) {
            return condition;
        }
        if (!expression.type().mayBe(ValueType.BOOLEAN)) {
            throw tokens.error(start, "a condition", expression.type().label());
        }
        return new Flag(expression);
    }

    private Expression number() throws SelectorSyntaxException {
        Token start = tokens.current();
        return requireNumber(sum(), start);
    }

    private Expression requireNumber(Expression expression, Token start) throws SelectorSyntaxException {
        if (!expression.type().mayBe(ValueType.NUMBER)) {
            throw tokens.error(
                    start,
                    "a number (only = and <> know other types)",
                    expression.type().label());
        }
        return expression;
    }

    /** The operand of an operator that is defined for identifiers only, not even in parentheses. */
    private Identifier identifier(Expression expression, Token start, String operator) throws SelectorSyntaxException {
        if (start.kind() == TokenKind.IDENTIFIER && expression instanceof Identifier identifier) {
            return identifier;
        }
        String found = start.kind() == TokenKind.LEFT_PARENTHESIS
                ? "an expression in parentheses"
                : expression.type().label();
        throw tokens.error(start, "an identifier alone before " + operator, found);
    }
}
