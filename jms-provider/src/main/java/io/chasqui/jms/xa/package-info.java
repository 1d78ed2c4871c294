/**
 * The contract with transaction managers (JTA 2.0, Jakarta Messaging 3.1 §8.3): the {@code XAResource} with its flags and
 * error codes. What it asks of the broker goes through one interface that the client implements.
 */
@NullMarked
package io.chasqui.jms.xa;

import org.jspecify.annotations.NullMarked;
