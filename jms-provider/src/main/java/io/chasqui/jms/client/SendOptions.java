package io.chasqui.jms.client;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;

/**
 * What a producer decides about a message (Jakarta Messaging 3.1 §7.7 to §7.9).
 *
 * @param deliveryMode {@link DeliveryMode#PERSISTENT} or {@link DeliveryMode#NON_PERSISTENT}
 * @param priority 0 (lowest) to 9
 * @param timeToLiveMillis time after which the message expires, 0 for never
 * @param deliveryDelayMillis time before which the message is not delivered, 0 for none
 */
record SendOptions(int deliveryMode, int priority, long timeToLiveMillis, long deliveryDelayMillis) {
    static final SendOptions DEFAULT = new SendOptions(
            Message.DEFAULT_DELIVERY_MODE,
            Message.DEFAULT_PRIORITY,
            Message.DEFAULT_TIME_TO_LIVE,
            Message.DEFAULT_DELIVERY_DELAY);

    SendOptions withDeliveryMode(int other) throws JMSException {
        return new SendOptions(other, priority, timeToLiveMillis, deliveryDelayMillis).checked();
    }

    SendOptions withPriority(int other) throws JMSException {
        return new SendOptions(deliveryMode, other, timeToLiveMillis, deliveryDelayMillis).checked();
    }

    SendOptions withTimeToLive(long otherMillis) throws JMSException {
        return new SendOptions(deliveryMode, priority, otherMillis, deliveryDelayMillis).checked();
    }

    SendOptions withDeliveryDelay(long otherMillis) throws JMSException {
        return new SendOptions(deliveryMode, priority, timeToLiveMillis, otherMillis).checked();
    }

    /** What a send names itself; the delay is the producer's. */
    SendOptions with(int mode, int otherPriority, long otherTimeToLiveMillis) {
        return new SendOptions(mode, otherPriority, otherTimeToLiveMillis, deliveryDelayMillis);
    }

    SendOptions checked() throws JMSException {
        if (deliveryMode != DeliveryMode.PERSISTENT && deliveryMode != DeliveryMode.NON_PERSISTENT) {
            throw new JMSException(
                    "The delivery mode must be NON_PERSISTENT (1) or PERSISTENT (2) but is " + deliveryMode + ".");
        }
        if (priority < 0 || priority > 9) {
            throw new JMSException("The priority must be 0..9 but is " + priority + ".");
        }
        if (timeToLiveMillis < 0) {
            throw new JMSException(
                    "The time to live must be 0 (for ever) or more milliseconds but is " + timeToLiveMillis + ".");
        }
        if (deliveryDelayMillis < 0) {
            throw new JMSException(
                    "The delivery delay must be 0 (none) or more milliseconds but is " + deliveryDelayMillis + ".");
        }
        return this;
    }
}
