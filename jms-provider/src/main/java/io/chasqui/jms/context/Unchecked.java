package io.chasqui.jms.context;

import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.MessageNotWriteableRuntimeException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.ResourceAllocationRuntimeException;
import jakarta.jms.TransactionInProgressException;
import jakarta.jms.TransactionInProgressRuntimeException;
import jakarta.jms.TransactionRolledBackException;
import jakarta.jms.TransactionRolledBackRuntimeException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one place that turns checked exceptions of the classic API into those of the simplified one, class by class. */
final class Unchecked {
    @FunctionalInterface
    private interface Maker {
        JMSRuntimeException make(@Nullable String text, @Nullable String number, Throwable cause);
    }

    /** A call of the classic API. */
    @FunctionalInterface
    interface Call<T extends @Nullable Object> {
        T run() throws JMSException;
    }

    /** A call of the classic API without result. */
    @FunctionalInterface
    interface Action {
        void run() throws JMSException;
    }

    private static final Map<Class<?>, Maker> MAKERS = Map.ofEntries(
            Map.entry(IllegalStateException.class, IllegalStateRuntimeException::new),
            Map.entry(InvalidClientIDException.class, InvalidClientIDRuntimeException::new),
            Map.entry(InvalidDestinationException.class, InvalidDestinationRuntimeException::new),
            Map.entry(InvalidSelectorException.class, InvalidSelectorRuntimeException::new),
            Map.entry(JMSSecurityException.class, JMSSecurityRuntimeException::new),
            Map.entry(MessageFormatException.class, MessageFormatRuntimeException::new),
            Map.entry(MessageNotWriteableException.class, MessageNotWriteableRuntimeException::new),
            Map.entry(ResourceAllocationException.class, ResourceAllocationRuntimeException::new),
            Map.entry(TransactionInProgressException.class, TransactionInProgressRuntimeException::new),
            Map.entry(TransactionRolledBackException.class, TransactionRolledBackRuntimeException::new));

    private Unchecked() {}

    static <T extends @Nullable Object> T get(Call<T> call) {
        try {
            return call.run();
        } catch (JMSException checked) {
            throw of(checked);
        }
    }

    static void run(Action action) {
        try {
            action.run();
        } catch (JMSException checked) {
            throw of(checked);
        }
    }

    static JMSRuntimeException of(JMSException checked) {
        Maker maker = MAKERS.getOrDefault(checked.getClass(), JMSRuntimeException::new);
        return maker.make(checked.getMessage(), checked.getErrorCode(), checked);
    }
}
