package io.chasqui.jms.message;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a received {@code ObjectMessage} may bring into this JVM. Deserialising creates objects of classes that the sender
 * names, so everything is refused but values and plain collections of the JDK and what the application admits. The limits
 * bound what one message can cost: nested sets, for example, need time that doubles with their depth.
 *
 * @param allowed class names, {@code package.*} (the package) and {@code package.**} (with those below it)
 * @param maxDepth most levels of objects within objects, at least 1
 * @param maxReferences most objects, at least 1
 * @param maxBytes largest serialised form in bytes, at least 1
 */
public record ObjectAdmission(Set<String> allowed, int maxDepth, int maxReferences, int maxBytes) {
    /** The option of a connection URL that admits classes. */
    public static final String ALLOW_OPTION = "objectMessageAllow";
    /** The system property that admits classes when the URL does not. */
    public static final String ALLOW_PROPERTY = "io.chasqui.objectMessage.allow";
    /** The option that limits {@link #maxDepth}. */
    public static final String DEPTH_OPTION = "objectMessageMaxDepth";
    /** The option that limits {@link #maxReferences}. */
    public static final String REFERENCES_OPTION = "objectMessageMaxReferences";
    /** The option that limits {@link #maxBytes}. */
    public static final String BYTES_OPTION = "objectMessageMaxBytes";
    /** {@link #maxDepth} unless set. */
    public static final int DEFAULT_DEPTH = 20;
    /** {@link #maxReferences} unless set. */
    public static final int DEFAULT_REFERENCES = 1_000_000;
    /** {@link #maxBytes} unless set: 16 MiB. */
    public static final int DEFAULT_BYTES = 16 << 20;
    /** The classes of the JDK only, with the limits that hold unless set. */
    public static final ObjectAdmission DEFAULT =
            new ObjectAdmission(Set.of(), DEFAULT_DEPTH, DEFAULT_REFERENCES, DEFAULT_BYTES);

    private static final String IDENTIFIER = "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*";
    private static final Pattern FORM = Pattern.compile(IDENTIFIER + "(\\." + IDENTIFIER + ")*(\\.\\*{1,2})?");

    /** Copies the set. */
    public ObjectAdmission {
        allowed = Set.copyOf(allowed);
    }

    /**
     * The same limits for what a list admits.
     *
     * @param list patterns with commas between them, or null for none
     * @param source where the list stands, for the message of the exception
     * @throws IllegalArgumentException if it contains something else; there is no pattern for all classes
     */
    public ObjectAdmission allowing(@Nullable String list, String source) {
        if (list == null || list.isBlank()) {
            return this;
        }
        Set<String> patterns = new LinkedHashSet<>(allowed);
        for (String each : list.split(",", -1)) {
            String pattern = each.strip();
            if (!FORM.matcher(pattern).matches()) {
                throw new IllegalArgumentException(
                        "Class names, 'package.*' or 'package.**' with commas between them are" + " expected in "
                                + source + " but '" + pattern + "' stands there.");
            }
            patterns.add(pattern);
        }
        return new ObjectAdmission(patterns, maxDepth, maxReferences, maxBytes);
    }

    /**
     * Whether objects of a class may be created.
     *
     * @param className as {@link Class#getName()} has it; an array is admitted if its elements are
     */
    boolean admits(String className) {
        int dimensions = 0;
        while (dimensions < className.length() && className.charAt(dimensions) == '[') {
            dimensions++;
        }
        if (dimensions == 0) {
            return admitsElement(className);
        }
        boolean ofObjects = className.startsWith("L", dimensions) && className.endsWith(";");
        return ofObjects
                ? admitsElement(className.substring(dimensions + 1, className.length() - 1))
                : className.length() == dimensions + 1;
    }

    private boolean admitsElement(String name) {
        return isPrimitive(name) || SafeClasses.contain(name) || isAllowed(name);
    }

    private static boolean isPrimitive(String name) {
        return switch (name) {
            case "boolean", "byte", "short", "char", "int", "long", "float", "double", "void" -> true;
            default -> false;
        };
    }

    private boolean isAllowed(String name) {
        if (allowed.isEmpty()) {
            return false;
        }
        int dot = name.lastIndexOf('.');
        if (allowed.contains(name) || (dot > 0 && allowed.contains(name.substring(0, dot) + ".*"))) {
            return true;
        }
        for (int end = dot; end > 0; end = name.lastIndexOf('.', end - 1)) {
            if (allowed.contains(name.substring(0, end) + ".**")) {
                return true;
            }
        }
        return false;
    }

    /** What a message says that brings more than a limit allows. */
    String beyond(String option, long limit, String what) {
        return String.format(
                Locale.ROOT, "The object has more than %d %s, the limit that the option %s sets.", limit, what, option);
    }
}
