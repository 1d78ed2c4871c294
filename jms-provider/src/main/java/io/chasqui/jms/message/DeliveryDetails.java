package io.chasqui.jms.message;

/**
 * What a delivery says beside the sealed message.
 *
 * @param deliveryCount {@code JMSXDeliveryCount}; {@code JMSRedelivered} is set above 1
 * @param annotations property block of what the broker added, empty for nothing; not copied
 * @param acknowledger what {@code acknowledge()} does
 * @param admission which classes an object in the body may have
 */
public record DeliveryDetails(
        int deliveryCount, byte[] annotations, Acknowledger acknowledger, ObjectAdmission admission) {}
