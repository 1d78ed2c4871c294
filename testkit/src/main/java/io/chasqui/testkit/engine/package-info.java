/**
 * The engine without threads, disk and sockets: a real shard over a simulated disk, and clients that are told frame by
 * frame what to do. Tests read as stories and can stop the broker at any moment; after each of them the books are
 * checked.
 */
@NullMarked
package io.chasqui.testkit.engine;

import org.jspecify.annotations.NullMarked;
