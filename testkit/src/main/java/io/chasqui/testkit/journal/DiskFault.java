package io.chasqui.testkit.journal;

/** How a call to a disk fails. */
public enum DiskFault {
    /** Nothing is done, as by a device that does not answer. */
    ERROR("Input/output error"),
    /** A write does its first half; other calls do nothing. */
    SHORT("No space left on device, half was written"),
    /** Nothing is done because there is no room. Calls that need none go on working. */
    FULL("No space left on device");

    private final String reason;

    DiskFault(String reason) {
        this.reason = reason;
    }

    /** What the system would say. */
    String reason() {
        return reason;
    }
}
