/**
 * Who gets which message next: consumers, their credit, cursors over backlogs, deliveries in flight. All of it is soft:
 * it follows from the state and from the consumers that are there, and starts anew with the broker.
 */
@NullMarked
package io.chasqui.broker.dispatch;

import org.jspecify.annotations.NullMarked;
