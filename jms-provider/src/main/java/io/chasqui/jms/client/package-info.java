/**
 * The client: links to a broker, virtual connections on them, sessions whose numbered commands survive a lost link,
 * consumers with credit, and the classic {@code jakarta.jms} interfaces on top.
 *
 * <p>Two rules keep it free of dead-locks. A session's lock is held for a few instructions only, never while a frame is
 * handed to a channel, because an in-VM channel may run the broker and call back into any session. And whatever a
 * channel calls ({@code onFrame}) neither waits nor runs code of the application.
 */
@NullMarked
package io.chasqui.jms.client;

import org.jspecify.annotations.NullMarked;
