/** Who may connect and what they may do: interfaces for users of the broker, and the defaults for loopback. */
@NullMarked
package io.chasqui.broker.security;

import org.jspecify.annotations.NullMarked;
