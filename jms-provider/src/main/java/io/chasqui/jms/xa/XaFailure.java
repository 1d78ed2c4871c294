package io.chasqui.jms.xa;

import jakarta.jms.JMSException;
import java.util.Map;
import javax.transaction.xa.XAException;

/** What a refusal of the broker means to a transaction manager. */
final class XaFailure {
    /** Prefix of the error codes of the client's exceptions. */
    private static final String PREFIX = "CHASQUI-";

    static final String READ_ONLY = PREFIX + "XA_READ_ONLY";

    private static final Map<String, Integer> CODES = Map.ofEntries(
            Map.entry("XA_UNKNOWN", XAException.XAER_NOTA),
            Map.entry("XA_DUPLICATE", XAException.XAER_DUPID),
            Map.entry("XA_PROTOCOL", XAException.XAER_PROTO),
            Map.entry("XA_ROLLED_BACK", XAException.XA_RBROLLBACK),
            Map.entry("XA_TIMED_OUT", XAException.XA_RBTIMEOUT),
            Map.entry("XA_HEURISTIC_COMMIT", XAException.XA_HEURCOM),
            Map.entry("XA_HEURISTIC_ROLLBACK", XAException.XA_HEURRB),
            Map.entry("XA_HEURISTIC_MIX", XAException.XA_HEURMIX),
            Map.entry("RESOURCE", XAException.XAER_RMERR),
            Map.entry("INTERNAL", XAException.XAER_RMERR),
            Map.entry("AUTHORIZATION", XAException.XAER_RMERR));

    private XaFailure() {}

    /** The exception for the manager; whatever is no refusal means that the broker cannot be asked. */
    static XAException of(JMSException failure) {
        String number = String.valueOf(failure.getErrorCode());
        String name = number.startsWith(PREFIX) ? number.substring(PREFIX.length()) : number;
        XAException exception =
                of(CODES.getOrDefault(name, XAException.XAER_RMFAIL), String.valueOf(failure.getMessage()));
        exception.initCause(failure);
        return exception;
    }

    static XAException of(int code, String text) {
        XAException exception = new XAException(text);
        exception.errorCode = code;
        return exception;
    }
}
