/**
 * Queues and topics as applications hold them: values that are equal when they name the same place, usable across
 * connections, sessions and processes.
 */
@NullMarked
package io.chasqui.jms.destination;

import org.jspecify.annotations.NullMarked;
