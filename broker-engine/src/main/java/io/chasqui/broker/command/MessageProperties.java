package io.chasqui.broker.command;

import io.chasqui.broker.selector.PropertySource;
import io.chasqui.protocol.message.MessageHeaders;
import io.chasqui.protocol.message.PropertyCodec;
import io.chasqui.protocol.message.SealedMessage;
import io.chasqui.protocol.wire.WireFormatException;
import io.chasqui.protocol.wire.WireReader;
import org.jspecify.annotations.Nullable;

/**
 * What a selector sees of a sealed message: its properties and the header fields that Jakarta Messaging 3.1 §3.8.1.1
 * allows.
 */
public final class MessageProperties implements PropertySource {
    private static final byte[] NONE = {};

    private final SealedMessage message;
    private final int deliveryCount;
    private final byte[] annotations;

    /** A message that is not being delivered yet. */
    public MessageProperties(SealedMessage message) {
        this(message, 1, NONE);
    }

    /**
     * A message about to be delivered.
     *
     * @param message the message
     * @param deliveryCount its {@code JMSXDeliveryCount}
     * @param annotations what the broker has added, as a property block; empty for nothing
     */
    public MessageProperties(SealedMessage message, int deliveryCount, byte[] annotations) {
        this.message = message;
        this.deliveryCount = deliveryCount;
        this.annotations = annotations;
    }

    /** The message group that it belongs to, or null for none. */
    public @Nullable String group() {
        return value("JMSXGroupID") instanceof String group ? group : null;
    }

    /** Whether it says that it is the last of its group: {@code JMSXGroupSeq} is -1. */
    public boolean endsGroup() {
        return value("JMSXGroupSeq") instanceof Number number && number.longValue() == -1;
    }

    @Override
    public @Nullable Object value(String identifier) {
        try {
            return read(identifier);
        } catch (WireFormatException malformed) {
            return null; // what cannot be read is not there; who sent it learns nothing, and nobody else suffers
        }
    }

    private @Nullable Object read(String identifier) {
        if (!identifier.startsWith("JMS")) {
            return message.property(identifier);
        }
        return switch (identifier) {
            case "JMSDeliveryMode" -> message.persistent() ? "PERSISTENT" : "NON_PERSISTENT";
            case "JMSPriority" -> message.priority();
            case "JMSTimestamp" -> message.timestampMillis();
            case "JMSMessageID" -> messageIdentifier();
            case "JMSCorrelationID" -> message.correlation();
            case "JMSType" -> message.type();
            case "JMSXDeliveryCount" -> deliveryCount;
            default -> added(identifier);
        };
    }

    private @Nullable Object added(String identifier) {
        Object value = annotations.length == 0 ? null : PropertyCodec.find(new WireReader(annotations), identifier);
        return value == null ? message.property(identifier) : value;
    }

    private @Nullable String messageIdentifier() {
        MessageHeaders headers = message.headers();
        return headers.identifierDisabled() ? null : headers.identity().text();
    }
}
