package io.chasqui.broker.selector;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What operators mean, written a second time and as plainly as possible: null is NULL and unknown alike. */
final class NaiveLogic {

    /** Arithmetic on something that is no number. */
    private static final Object NONSENSE = new Object();

    private NaiveLogic() {}

    static @Nullable Object join(boolean and, @Nullable Object left, @Nullable Object right) {
        Boolean decisive = !and;
        if (decisive.equals(left) || decisive.equals(right)) {
            return decisive;
        }
        boolean bothKnown = left instanceof Boolean && right instanceof Boolean;
        return bothKnown ? (Object) and : null;
    }

    static @Nullable Object not(@Nullable Object operand) {
        return operand instanceof Boolean value ? (Object) !value : null;
    }

    static @Nullable Object compare(String operator, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return null;
        }
        if (left instanceof Number a && right instanceof Number b) {
            return compareNumbers(operator, a, b);
        }
        if (left == NONSENSE || right == NONSENSE || left.getClass() != right.getClass()) {
            return false;
        }
        return switch (operator) {
            case "=" -> left.equals(right);
            case "<>" -> !left.equals(right);
            default -> false;
        };
    }

    /** Compares exact decimal expansions, after the rounding that promotion brings. */
    private static boolean compareNumbers(String operator, Number left, Number right) {
        Number a = promoted(left, rank(right));
        Number b = promoted(right, rank(left));
        if (Double.isNaN(a.doubleValue()) || Double.isNaN(b.doubleValue())) {
            return operator.equals("<>");
        }
        boolean finite = Double.isFinite(a.doubleValue()) && Double.isFinite(b.doubleValue());
        int order = finite ? decimal(a).compareTo(decimal(b)) : Double.compare(a.doubleValue(), b.doubleValue());
        return switch (operator) {
            case "=" -> order == 0;
            case "<>" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static BigDecimal decimal(Number number) {
        boolean exact = rank(number) <= 2;
        return exact ? BigDecimal.valueOf(number.longValue()) : new BigDecimal(number.doubleValue());
    }

    static @Nullable Object compute(String operator, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return null;
        }
        if (!(left instanceof Number first) || !(right instanceof Number second)) {
            return NONSENSE;
        }
        Number a = promoted(first, rank(second));
        Number b = promoted(second, rank(first));
        return switch (rank(a)) {
            case 1 -> wrapped(exact(operator, a, b));
            case 2 -> exact(operator, a, b);
            case 3 -> single(operator, a.floatValue(), b.floatValue());
            default -> twofold(operator, a.doubleValue(), b.doubleValue());
        };
    }

    private static @Nullable Long exact(String operator, Number left, Number right) {
        long a = left.longValue();
        long b = right.longValue();
        if (operator.equals("/") && b == 0) {
            return null;
        }
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            default -> a / b;
        };
    }

    private static @Nullable Integer wrapped(@Nullable Long value) {
        return value == null ? null : (Integer) value.intValue();
    }

    private static Float single(String operator, float a, float b) {
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            default -> a / b;
        };
    }

    private static Double twofold(String operator, double a, double b) {
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            default -> a / b;
        };
    }

    static @Nullable Object sign(boolean negative, @Nullable Object operand) {
        if (operand == null) {
            return null;
        }
        if (!(operand instanceof Number number)) {
            return NONSENSE;
        }
        Integer minus = -1;
        return negative ? compute("*", number, minus) : number;
    }

    private static int rank(Number number) {
        if (number instanceof Double) {
            return 4;
        }
        if (number instanceof Float) {
            return 3;
        }
        return number instanceof Long ? 2 : 1;
    }

    private static Number promoted(Number number, int otherRank) {
        return switch (Math.max(rank(number), otherRank)) {
            case 1 -> (Number) Integer.valueOf(number.intValue());
            case 2 -> (Number) Long.valueOf(number.longValue());
            case 3 -> (Number) Float.valueOf(number.floatValue());
            default -> (Number) Double.valueOf(number.doubleValue());
        };
    }

    static @Nullable Object testString(@Nullable Object value, boolean negated, Predicate<String> test) {
        if (value == null) {
            return null;
        }
        return value instanceof String string && test.test(string) != negated;
    }

    /** Recursion over the pattern's elements: slow, and obvious. */
    static boolean like(List<String> elements, String text) {
        if (elements.isEmpty()) {
            return text.isEmpty();
        }
        List<String> rest = elements.subList(1, elements.size());
        int first = text.isEmpty() ? 0 : Character.charCount(text.codePointAt(0));
        return switch (elements.get(0)) {
            case "%" -> like(rest, text) || (first > 0 && like(elements, text.substring(first)));
            case "_" -> first > 0 && like(rest, text.substring(first));
            default -> {
                String element = elements.get(0);
                String wanted = element.charAt(0) == '!' ? element.substring(1) : element;
                yield text.startsWith(wanted) && like(rest, text.substring(wanted.length()));
            }
        };
    }

    /** A number of any type a property or literal may have, near the edges of the types now and then. */
    static Number number(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> (Number) Long.valueOf(random.nextInt(7) - 3L);
            case 1 -> (Number) Long.valueOf(random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE);
            case 2 -> (Number) Long.valueOf((1L << 24) + random.nextInt(3));
            case 3 -> (Number) Float.valueOf((random.nextInt(9) - 4) / 2f);
            case 4 -> (Number) Double.valueOf((random.nextInt(9) - 4) / 2d);
            default -> (Number) Double.valueOf(random.nextDouble() * 1e10);
        };
    }
}
