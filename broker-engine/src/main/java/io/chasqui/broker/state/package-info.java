/**
 * What the broker remembers: queues, subscriptions, live messages, duplicate windows. It is readable from here and
 * changed only by applying events, so that replaying the journal gives the same state.
 */
@NullMarked
package io.chasqui.broker.state;

import org.jspecify.annotations.NullMarked;
