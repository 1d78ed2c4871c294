/**
 * An Arquillian container that is an embedded broker: it starts it, binds names, and runs deployed test classes in this
 * JVM.
 */
@NullMarked
package io.chasqui.tck.arquillian;

import org.jspecify.annotations.NullMarked;
