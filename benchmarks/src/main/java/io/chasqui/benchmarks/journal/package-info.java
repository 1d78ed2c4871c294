/**
 * The yardstick of the journal: the same batches through memory-mapped Chronicle Queue segments and through plain file
 * channel writes.
 */
@NullMarked
package io.chasqui.benchmarks.journal;

import org.jspecify.annotations.NullMarked;
