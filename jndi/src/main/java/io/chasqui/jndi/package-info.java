/**
 * Connection factories and destinations by name, for applications that look them up (Jakarta Messaging 3.1 §5): an
 * initial context factory and the read-only context behind it.
 */
@NullMarked
package io.chasqui.jndi;

import org.jspecify.annotations.NullMarked;
