/**
 * What each side of a link decides about its peer, without I/O: whether the handshake succeeds, and when silence means
 * that the link is dead. Time is an argument; frames go in and answers come out, so every case can be played in a test.
 */
@NullMarked
package io.chasqui.protocol.peer;

import org.jspecify.annotations.NullMarked;
