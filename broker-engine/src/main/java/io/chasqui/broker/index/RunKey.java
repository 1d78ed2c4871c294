package io.chasqui.broker.index;

/**
 * Which run it is.
 *
 * @param segment the segment whose events it stands for
 * @param number its number among the segment's runs, from 0
 * @param queue number of the queue or subscription
 * @param priority 0 to 9
 */
record RunKey(int segment, int number, int queue, int priority) {}
