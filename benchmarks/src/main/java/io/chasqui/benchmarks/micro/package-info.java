/**
 * Micro-benchmarks of the hot path and the limits that their allocation must keep: what a message of 1 KiB costs in the
 * codec, in a selector and on its way into the journal's files. Times say something on a quiet machine only; bytes per
 * operation are the same everywhere, so that {@link io.chasqui.benchmarks.micro.AllocationCheck} can hold them to limits.
 */
@NullMarked
package io.chasqui.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
