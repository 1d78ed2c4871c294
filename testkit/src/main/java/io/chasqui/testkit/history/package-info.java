/**
 * Judges what JMS clients saw. Producers and consumers write down what they tried, what they were told and what they
 * received; afterwards {@link io.chasqui.testkit.history.HistoryChecker} says which promises the broker broke. Nothing
 * here knows a broker: a history can be written by hand, and that is how the checker itself is tested.
 */
@NullMarked
package io.chasqui.testkit.history;

import org.jspecify.annotations.NullMarked;
