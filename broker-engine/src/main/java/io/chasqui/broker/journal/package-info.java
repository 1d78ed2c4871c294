/**
 * The boundary to durable storage: segments, self-describing batches, and the rules by which a journal is read back
 * after any kind of end. Nothing here knows what the events in a batch mean.
 */
@NullMarked
package io.chasqui.broker.journal;

import org.jspecify.annotations.NullMarked;
