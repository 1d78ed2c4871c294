/**
 * What the administered objects (Jakarta Messaging 3.1 §5) share when they are stored in a naming service: the form of
 * their {@code javax.naming.Reference}.
 */
@NullMarked
package io.chasqui.jms.reference;

import org.jspecify.annotations.NullMarked;
