package io.chasqui.jms.client;

import io.chasqui.protocol.ErrorCode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.TransactionRolledBackException;
import org.jspecify.annotations.Nullable;

/**
 * Why something did not work, as a value: the one place that knows which {@link JMSException} stands for which refusal.
 * Each waiter makes its own exception, so that every stack trace shows its own caller.
 *
 * @param code what kind of refusal
 * @param text for people
 * @param cause what lay beneath, or null
 */
record Failure(ErrorCode code, String text, @Nullable Throwable cause) {
    static Failure of(ErrorCode code, String text) {
        return new Failure(code, text, null);
    }

    /** The exception for the application; its error code is {@code CHASQUI-} and the name of the refusal. */
    JMSException toException() {
        JMSException exception = exceptionOf("CHASQUI-" + code);
        if (cause != null) {
            exception.initCause(cause);
            if (cause instanceof Exception linked) {
                exception.setLinkedException(linked);
            }
        }
        return exception;
    }

    private JMSException exceptionOf(String number) {
        return switch (code) {
            case AUTHENTICATION, AUTHORIZATION -> new JMSSecurityException(text, number);
            case CLIENT_IDENTIFIER -> new InvalidClientIDException(text, number);
            case DESTINATION -> new InvalidDestinationException(text, number);
            case SELECTOR -> new InvalidSelectorException(text, number);
            case TRANSACTION_ROLLED_BACK -> new TransactionRolledBackException(text, number);
            case RESOURCE -> new ResourceAllocationException(text, number);
            case XA_ROLLED_BACK, XA_TIMED_OUT -> new TransactionRolledBackException(text, number);
            default -> new JMSException(text, number);
        };
    }

    /** An exception for what this version cannot do, where {@code what} begins a sentence in the singular. */
    static JMSException unsupported(String what) {
        return new JMSException(what + " is not supported by this version of Chasqui.", "CHASQUI-UNSUPPORTED");
    }

    /** An exception for the use of something closed. */
    static IllegalStateException closed(String what) {
        return new IllegalStateException("The " + what + " is closed.", "CHASQUI-CLOSED");
    }

    /** An exception for a wait that another thread interrupted; the interrupt stays set. */
    static JMSException interrupted(String doing) {
        Thread.currentThread().interrupt();
        JMSException exception =
                new JMSException("The thread was interrupted while " + doing + ".", "CHASQUI-INTERRUPTED");
        exception.setLinkedException(new InterruptedException());
        return exception;
    }
}
