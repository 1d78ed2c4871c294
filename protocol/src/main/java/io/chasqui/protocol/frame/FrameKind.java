package io.chasqui.protocol.frame;

/** All frames; the code on the wire is never reused. */
public enum FrameKind {
    /** Code 1. */
    HELLO(1),
    /** Code 2. */
    WELCOME(2),
    /** Code 3. */
    GOODBYE(3),
    /** Code 4. */
    PING(4),
    /** Code 5. */
    PONG(5),
    /** Code 10. */
    OPEN_CONNECTION(10),
    /** Code 11. */
    CONNECTION_OPENED(11),
    /** Code 12. */
    CONNECTION_REFUSED(12),
    /** Code 13. */
    CLOSE_CONNECTION(13),
    /** Code 14. */
    CONNECTION_CLOSED(14),
    /** Code 15. */
    DECLARE_TEMPORARY(15),
    /** Code 16. */
    DELETE_TEMPORARY(16),
    /** Code 17. */
    TEMPORARY_DELETED(17),
    /** Code 20. */
    OPEN_SESSION(20),
    /** Code 21. */
    SESSION_OPENED(21),
    /** Code 22. */
    SESSION_REFUSED(22),
    /** Code 23. */
    CLOSE_SESSION(23),
    /** Code 30. */
    SEND(30),
    /** Code 31. */
    OPEN_CONSUMER(31),
    /** Code 32. */
    CLOSE_CONSUMER(32),
    /** Code 33. */
    ACKNOWLEDGE(33),
    /** Code 34. */
    RELEASE(34),
    /** Code 35. */
    COMMIT(35),
    /** Code 36. */
    ROLLBACK(36),
    /** Code 37. */
    UNSUBSCRIBE(37),
    /** Code 38. */
    FLOW(38),
    /** Code 39. */
    ADOPT(39),
    /** Code 40. */
    CONFIRM(40),
    /** Code 41. */
    REFUSE(41),
    /** Code 42. */
    DELIVER(42),
    /** Code 43. */
    DRAINED(43),
    /** Code 44. */
    XA_BRANCHES(44),
    /** Code 45. */
    EXPIRE(45),
    /** Code 60. */
    XA_START(60),
    /** Code 61. */
    XA_END(61),
    /** Code 62. */
    XA_DECIDE(62),
    /** Code 63. */
    XA_RECOVER(63);

    private final int code;

    FrameKind(int code) {
        this.code = code;
    }

    /** The code on the wire, 1 to 255. */
    public int code() {
        return code;
    }
}
