package io.chasqui.broker.journal;

/**
 * How much more the disk takes, and how much of that is left alone.
 *
 * @param freeBytes what may still be written to the disk, in bytes
 * @param floorBytes below it nothing new is accepted, so that what is there can still be consumed; 0 for no floor
 */
public record FreeRoom(long freeBytes, long floorBytes) {
    /** As much as anybody could want. */
    public static final FreeRoom PLENTY = new FreeRoom(Long.MAX_VALUE, 0);

    /** Whether nothing new is to be accepted. */
    public boolean isLow() {
        return freeBytes < floorBytes;
    }
}
