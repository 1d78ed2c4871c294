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
 */
record SendOptions(int deliveryMode, int priority, long timeToLiveMillis) {
    static final SendOptions DEFAULT =
            new SendOptions(Message.DEFAULT_DELIVERY_MODE, Message.DEFAULT_PRIORITY, Message.DEFAULT_TIME_TO_LIVE);

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
        return this;
    }
}
