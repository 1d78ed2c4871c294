/**
 * The shard's loop: the baton, turns, the journal of a turn, effects and the threads that force and read. The only
 * package of the engine that knows threads.
 */
@NullMarked
package io.chasqui.broker.loop;

import org.jspecify.annotations.NullMarked;
