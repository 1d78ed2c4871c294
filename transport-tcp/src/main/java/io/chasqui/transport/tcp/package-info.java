/**
 * Links over TCP, on Netty: a connector for clients, found by the scheme {@code tcp}, and an acceptor for brokers. All
 * network I/O of the project is here. What lies in the bytes is the codec's business; this package moves them in few
 * system calls and few hand-offs between threads.
 *
 * <p>Hand-offs: a frame that an application thread sends costs one (to the link's I/O thread, however many frames were
 * queued with it), one that an I/O thread of the same link sends costs none. A frame that arrives is handed to its
 * listener in the I/O thread that read it.
 */
@NullMarked
package io.chasqui.transport.tcp;

import org.jspecify.annotations.NullMarked;
