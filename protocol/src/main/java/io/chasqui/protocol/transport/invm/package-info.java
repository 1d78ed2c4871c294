/**
 * The transport inside one JVM: a name leads to a broker, and frames are handed over as objects in the sender's thread.
 * There is no encoding, no queue and no thread here, so an embedded broker costs a method call per frame.
 */
@NullMarked
package io.chasqui.protocol.transport.invm;

import org.jspecify.annotations.NullMarked;
