/**
 * The side-by-side harness: the same {@code jakarta.jms} program against several brokers, taking turns.
 *
 * <p>{@link io.chasqui.benchmarks.SideBySide} starts, for every run, a fresh broker process and a fresh client process
 * ({@code LoadClient}), and turns what they measured into one table of medians and ratios. The measured code knows
 * {@code jakarta.jms} only; everything about a provider (how its broker starts, which connection factory it has) stands
 * in one properties file per provider under {@code providers/}.
 * {@link io.chasqui.benchmarks.StorageSideBySide} does the same with what brokers store, where one client process lives
 * through the restarts of its broker. A {@code Yardstick} measures what the machine can do without any JMS. A new workload is one constant of {@code Workload} and,
 * when its traffic has a new form, one more {@code Load}.
 */
@NullMarked
package io.chasqui.benchmarks;

import org.jspecify.annotations.NullMarked;
