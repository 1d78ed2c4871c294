/**
 * What becomes of messages that nobody can process or that nobody wanted in time: they are set aside in queues of their
 * own, in the same batch in which they leave the queue they were in, and say where they come from and why.
 */
@NullMarked
package io.chasqui.broker.deadletter;

import org.jspecify.annotations.NullMarked;
