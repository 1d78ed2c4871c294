package io.chasqui.jms.message;

import jakarta.jms.MessageFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The way of an object into bytes and back; whatever fails on it is told as a {@link MessageFormatException}. */
final class ObjectBody {
    private static final byte[] NOTHING = {};

    private ObjectBody() {}

    /** The serialised form; none for null. */
    static byte[] write(@Nullable Serializable object) throws MessageFormatException {
        if (object == null) {
            return NOTHING;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException | RuntimeException | StackOverflowError failure) {
            throw refused("The " + object.getClass().getName() + " cannot be serialised: " + failure, failure);
        }
        return bytes.toByteArray();
    }

    /**
     * The object of a serialised form, a new one each time.
     *
     * @param admission what may be read, or null for what this application itself has serialised
     */
    static @Nullable Serializable read(byte[] body, @Nullable ObjectAdmission admission) throws MessageFormatException {
        if (body.length == 0) {
            return null;
        }
        if (admission != null && body.length > admission.maxBytes()) {
            String reason = admission.beyond(ObjectAdmission.BYTES_OPTION, admission.maxBytes(), "bytes");
            throw new MessageFormatException(reason);
        }
        AdmissionFilter filter = admission == null ? null : new AdmissionFilter(admission, body.length);
        try (ObjectBodyInput in = new ObjectBodyInput(body, filter)) {
            return (Serializable) in.readObject();
        } catch (ClassNotFoundException missing) {
            throw refused(
                    "The class " + missing.getMessage() + " of the object in the message is not on the class path.",
                    missing);
        } catch (IOException | RuntimeException | LinkageError | StackOverflowError failure) {
            String reason = filter == null ? null : filter.refusal();
            throw refused(reason == null ? "The object cannot be deserialised: " + failure : reason, failure);
        }
    }

    private static MessageFormatException refused(String text, Throwable cause) {
        MessageFormatException refusal = new MessageFormatException(text, "CHASQUI-OBJECT");
        refusal.initCause(cause);
        if (cause instanceof Exception linked) {
            refusal.setLinkedException(linked);
        }
        return refusal;
    }
}
