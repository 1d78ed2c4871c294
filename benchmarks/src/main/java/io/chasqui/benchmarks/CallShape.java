package io.chasqui.benchmarks;

/**
 * One requester that waits for each reply, one responder.
 *
 * @param temporaryReplyQueue whether replies go to a temporary queue of the requester; otherwise to a named queue
 * @param pauseNanos pause between a reply and the next request; 0 means none
 */
record CallShape(boolean temporaryReplyQueue, long pauseNanos) {}
