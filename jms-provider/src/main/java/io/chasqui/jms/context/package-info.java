/**
 * The simplified API of Jakarta Messaging 3.1 (JMSContext, JMSProducer, JMSConsumer), written on the classic interfaces: it adds fluent settings and unchecked exceptions, no behaviour of its own.
 */
@NullMarked
package io.chasqui.jms.context;

import org.jspecify.annotations.NullMarked;
