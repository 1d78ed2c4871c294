/**
 * The journal in Chronicle Queue files. This is the only room that knows that library, and it uses little of it: raw
 * documents appended to a memory-mapped segment. Durability, recovery, space and locking are our own, because the
 * measurements behind the design found the library's to lose confirmed messages.
 */
@NullMarked
package io.chasqui.broker.journal.chronicle;

import org.jspecify.annotations.NullMarked;
