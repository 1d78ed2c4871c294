package io.chasqui.jms.message;

import io.chasqui.protocol.message.PropertyCodec;
import io.chasqui.protocol.message.SealedMessage;
import io.chasqui.protocol.wire.WireReader;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one message (Jakarta Messaging 3.1 §3.5). Those of a received message are decoded when first asked
 * for, and are read-only until cleared. What the broker added to a delivery (the count, annotations) lies beside the
 * sender's properties and never travels on when the message is sent again.
 */
final class MessageProperties {
    private @Nullable SealedMessage source;
    private @Nullable Map<String, @Nullable Object> values;
    private Map<String, @Nullable Object> added = Map.of();
    private boolean readOnly;

    /** Takes the properties of a received message. */
    void receive(SealedMessage message, int deliveryCount, byte[] annotations) {
        source = message;
        values = null;
        readOnly = true;
        added = annotations.length == 0 ? new LinkedHashMap<>(2) : PropertyCodec.read(new WireReader(annotations));
        added.put(PropertyNames.DELIVERY_COUNT, deliveryCount);
    }

    void clear() {
        source = null;
        values = null;
        added = Map.of();
        readOnly = false;
    }

    /** What travels with the message. */
    Map<String, @Nullable Object> sent() {
        Map<String, @Nullable Object> own = values();
        if (own.keySet().stream().noneMatch(PropertyNames::isOfTheProvider)) {
            return own;
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(own);
        copy.keySet().removeIf(PropertyNames::isOfTheProvider);
        return copy;
    }

    boolean exists(String name) {
        return added.containsKey(name) || values().containsKey(name);
    }

    List<String> names() {
        List<String> names = new ArrayList<>(values().keySet());
        for (String name : added.keySet()) {
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        return Collections.unmodifiableList(names);
    }

    @Nullable
    Object find(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException(
                    "A property needs a name but it is " + (name == null ? "null." : "empty."));
        }
        return added.containsKey(name) ? added.get(name) : values().get(name);
    }

    void set(@Nullable String name, @Nullable Object value) throws JMSException {
        PropertyNames.check(name);
        if (readOnly) {
            throw new MessageNotWriteableException("The properties of a received message are read-only: call"
                    + " clearProperties() before setting '" + name + "'.");
        }
        if (value != null && !ValueConversion.isProperty(value)) {
            throw new MessageFormatException(
                    "A property must be a Boolean, Byte, Short, Integer, Long, Float, Double or" + " String but '"
                            + name + "' is a " + value.getClass().getName() + ".");
        }
        PropertyNames.checkType(String.valueOf(name), value);
        values().put(String.valueOf(name), value);
    }

    private Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> known = values;
        if (known == null) {
            known = source == null ? new LinkedHashMap<>() : source.properties();
            values = known;
        }
        return known;
    }
}
