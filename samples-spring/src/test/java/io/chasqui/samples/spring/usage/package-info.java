/**
 * Spring's ways of using JMS, each in a real Boot application: templates with and without pools, listeners with their
 * kinds of transactions, topics, failures; and how many frames and round trips they cost.
 */
@NullMarked
package io.chasqui.samples.spring.usage;

import org.jspecify.annotations.NullMarked;
