/**
 * What an application constructs: the connection factory. Everything else is met through the interfaces of
 * {@code jakarta.jms}.
 */
@NullMarked
package io.chasqui.jms;

import org.jspecify.annotations.NullMarked;
