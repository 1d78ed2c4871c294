package io.chasqui.broker.index;

/**
 * A message that is to get a row.
 *
 * @param sequence its number in the queue
 * @param length of its payload in bytes
 * @param expirationMillis broker time, 0 for never
 * @param sharers how many queues get the payload
 * @param position the batch that says so, 0 when it is known to be on disk
 */
public record NewRow(long sequence, int length, long expirationMillis, int sharers, long position) {}
