/** A broker as compatibility tests expect it: its users, its destinations, and the names under which JNDI has them. */
@NullMarked
package io.chasqui.tck.broker;

import org.jspecify.annotations.NullMarked;
