/**
 * The program behind {@code bin/quickstart}: sends the lines of a file through a broker, kills that broker in the
 * middle, starts it again and counts what arrived. It uses nothing but {@code jakarta.jms} and the connection factory,
 * so it is also an example of a client that survives the loss of its broker.
 */
@NullMarked
package io.chasqui.samples.quickstart;

import org.jspecify.annotations.NullMarked;
