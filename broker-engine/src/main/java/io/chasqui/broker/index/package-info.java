/**
 * The index of waiting messages: 32 bytes for each in rows that are written once, and one bit for each queue or subscription
 * that has it, which says whether it is still there. Rows of past segments lie in files that are mapped into memory, outside of the heap.
 */
@NullMarked
package io.chasqui.broker.index;

import org.jspecify.annotations.NullMarked;
