package io.chasqui.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which statements of the Jakarta Messaging specification a test proves, so that the conformance page can list
 * them. A test carries a statement's identifier only if it would fail when a provider did not keep the statement.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Assertion {
    /** Identifiers of statements, for example {@code JMS:SPEC:4}. */
    String[] value();
}
