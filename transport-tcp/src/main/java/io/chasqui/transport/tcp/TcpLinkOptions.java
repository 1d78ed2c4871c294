package io.chasqui.transport.tcp;

import java.util.Map;

/**
 * Settings of one link, the same for both sides.
 *
 * @param tcpNoDelay whether small packets leave at once
 * @param sendBufferBytes the operating system's send buffer, 0 for its own choice
 * @param receiveBufferBytes the operating system's receive buffer, 0 for its own choice
 * @param highWaterBytes a link with more unsent bytes is not writable
 * @param lowWaterBytes a link that was not writable is so again below this, less than {@code highWaterBytes}
 */
public record TcpLinkOptions(
        boolean tcpNoDelay, int sendBufferBytes, int receiveBufferBytes, int highWaterBytes, int lowWaterBytes) {
    private static final int DEFAULT_HIGH_WATER_BYTES = 512 << 10;
    private static final int DEFAULT_LOW_WATER_BYTES = 128 << 10;

    /** Checks the ranges. */
    public TcpLinkOptions {
        if (sendBufferBytes < 0 || receiveBufferBytes < 0) {
            throw new IllegalArgumentException("Socket buffers must be 0 or more bytes but are " + sendBufferBytes
                    + " and " + receiveBufferBytes + ".");
        }
        if (lowWaterBytes < 0 || lowWaterBytes >= highWaterBytes) {
            throw new IllegalArgumentException("The water marks must be 0 <= low < high but are " + lowWaterBytes
                    + " and " + highWaterBytes + ".");
        }
    }

    /** No delay, buffers as the operating system likes, water marks at 128 and 512 KiB. */
    public static TcpLinkOptions defaults() {
        return new TcpLinkOptions(true, 0, 0, DEFAULT_HIGH_WATER_BYTES, DEFAULT_LOW_WATER_BYTES);
    }

    /**
     * Reads {@code tcpNoDelay}, {@code sendBufferBytes} and {@code receiveBufferBytes} from the options of a connection
     * URL; others are not looked at.
     *
     * @throws IllegalArgumentException if a value is not of its kind
     */
    public static TcpLinkOptions of(Map<String, String> options) {
        return new TcpLinkOptions(
                UrlOptions.flag(options, "tcpNoDelay", true),
                UrlOptions.number(options, "sendBufferBytes", 0),
                UrlOptions.number(options, "receiveBufferBytes", 0),
                DEFAULT_HIGH_WATER_BYTES,
                DEFAULT_LOW_WATER_BYTES);
    }
}
