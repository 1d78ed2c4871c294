package io.chasqui.broker;

import io.chasqui.broker.destination.DestinationPolicies;
import io.chasqui.broker.journal.Durability;
import io.chasqui.broker.security.Authenticator;
import io.chasqui.broker.security.Authorizer;
import java.nio.file.Path;

/**
 * How a broker is set up. Start from {@link #standalone} or {@link #embedded} and change what has to be different.
 *
 * @param name the broker's name in this JVM; clients reach it as {@code vm:NAME}
 * @param dataDirectory where its journal lies; made if it is not there
 * @param durability what a confirmation promises
 * @param segmentBytes size of a journal segment in bytes, a power of two from 4 MiB to 1 GiB
 * @param reserveSegments segments prepared ahead, 1 to 8
 * @param freeDiskFloorBytes below so much free room on the disk sends are refused while consuming goes on; 0 for no floor
 * @param cacheBytes payloads kept in memory, in bytes
 * @param messageLimitBytes largest body of a message in bytes
 * @param policies what happens to messages that fail or expire
 * @param authenticator checks credentials
 * @param authorizer says who may do what
 */
public record BrokerOptions(
        String name,
        Path dataDirectory,
        Durability durability,
        int segmentBytes,
        int reserveSegments,
        long freeDiskFloorBytes,
        long cacheBytes,
        int messageLimitBytes,
        DestinationPolicies policies,
        Authenticator authenticator,
        Authorizer authorizer) {
    /** Default largest message: 128 MiB. */
    public static final int MESSAGE_LIMIT_BYTES = 128 << 20;

    private static final int MIB = 1 << 20;
    private static final int FLOOR_SEGMENTS = 2;
    private static final int LEAST_SEGMENT_BYTES = 4 * MIB;
    private static final long LEAST_CACHE_BYTES = 8L * MIB;

    /** Checks ranges. */
    public BrokerOptions {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A broker needs a name; it is empty.");
        }
        boolean powerOfTwo = Integer.bitCount(segmentBytes) == 1;
        if (!powerOfTwo || segmentBytes < LEAST_SEGMENT_BYTES || segmentBytes > 1 << 30) {
            throw new IllegalArgumentException(
                    "The segment size must be a power of two from 4 MiB to 1 GiB but is " + segmentBytes + " bytes.");
        }
        if (reserveSegments < 1 || reserveSegments > 8) {
            throw new IllegalArgumentException("1 to 8 reserve segments are possible, not " + reserveSegments + ".");
        }
        if (freeDiskFloorBytes < 0) {
            throw new IllegalArgumentException(
                    "0 (none) or more bytes of the disk can be left free, not " + freeDiskFloorBytes + ".");
        }
        if (cacheBytes < LEAST_CACHE_BYTES) {
            throw new IllegalArgumentException("The payload cache needs at least 8 MiB, not " + cacheBytes + " bytes.");
        }
    }

    /** A broker in its own process: segments of 64 MiB, one prepared ahead. */
    public static BrokerOptions standalone(Path dataDirectory) {
        return defaults("standalone " + dataDirectory.toAbsolutePath(), dataDirectory, 64 * MIB, 1);
    }

    /** A broker inside of an application: segments of 16 MiB, one prepared ahead. */
    public static BrokerOptions embedded(String name, Path dataDirectory) {
        return defaults(name, dataDirectory, 16 * MIB, 1);
    }

    /** The same with another durability. */
    public BrokerOptions withDurability(Durability other) {
        return new BrokerOptions(
                name,
                dataDirectory,
                other,
                segmentBytes,
                reserveSegments,
                freeDiskFloorBytes,
                cacheBytes,
                messageLimitBytes,
                policies,
                authenticator,
                authorizer);
    }

    /** The same with another payload cache. */
    public BrokerOptions withCacheBytes(long other) {
        return new BrokerOptions(
                name,
                dataDirectory,
                durability,
                segmentBytes,
                reserveSegments,
                freeDiskFloorBytes,
                other,
                messageLimitBytes,
                policies,
                authenticator,
                authorizer);
    }

    /** The same with another segment size; a floor of free disk that was never set goes with it. */
    public BrokerOptions withSegmentBytes(int other) {
        boolean standard = freeDiskFloorBytes == FLOOR_SEGMENTS * (long) segmentBytes;
        return new BrokerOptions(
                name,
                dataDirectory,
                durability,
                other,
                reserveSegments,
                standard ? FLOOR_SEGMENTS * (long) other : freeDiskFloorBytes,
                cacheBytes,
                messageLimitBytes,
                policies,
                authenticator,
                authorizer);
    }

    /** The same with another number of segments prepared ahead. */
    public BrokerOptions withReserveSegments(int other) {
        return new BrokerOptions(
                name,
                dataDirectory,
                durability,
                segmentBytes,
                other,
                freeDiskFloorBytes,
                cacheBytes,
                messageLimitBytes,
                policies,
                authenticator,
                authorizer);
    }

    /** The same with another floor of free disk; by default it is twice the size of a segment. */
    public BrokerOptions withFreeDiskFloorBytes(long other) {
        return new BrokerOptions(
                name,
                dataDirectory,
                durability,
                segmentBytes,
                reserveSegments,
                other,
                cacheBytes,
                messageLimitBytes,
                policies,
                authenticator,
                authorizer);
    }

    /** The same with other policies of durability, limits, redelivery, dead letters and expiry. */
    public BrokerOptions withPolicies(DestinationPolicies other) {
        return new BrokerOptions(
                name,
                dataDirectory,
                durability,
                segmentBytes,
                reserveSegments,
                freeDiskFloorBytes,
                cacheBytes,
                messageLimitBytes,
                other,
                authenticator,
                authorizer);
    }

    /** The same with other security. */
    public BrokerOptions withSecurity(Authenticator otherAuthenticator, Authorizer otherAuthorizer) {
        return new BrokerOptions(
                name,
                dataDirectory,
                durability,
                segmentBytes,
                reserveSegments,
                freeDiskFloorBytes,
                cacheBytes,
                messageLimitBytes,
                policies,
                otherAuthenticator,
                otherAuthorizer);
    }

    private static BrokerOptions defaults(String name, Path data, int segmentBytes, int reserve) {
        long cacheBytes = Math.max(LEAST_CACHE_BYTES, Runtime.getRuntime().maxMemory() / 8);
        return new BrokerOptions(
                name,
                data,
                Durability.DISK,
                segmentBytes,
                reserve,
                FLOOR_SEGMENTS * (long) segmentBytes,
                cacheBytes,
                MESSAGE_LIMIT_BYTES,
                DestinationPolicies.DEFAULT,
                Authenticator.PERMISSIVE,
                Authorizer.PERMISSIVE);
    }
}
