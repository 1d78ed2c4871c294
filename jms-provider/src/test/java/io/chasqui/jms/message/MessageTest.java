package io.chasqui.jms.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.jms.destination.ChasquiQueue;
import io.chasqui.jms.destination.ChasquiTopic;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.MessageHeaders;
import io.chasqui.protocol.message.MessageIdentity;
import io.chasqui.protocol.message.PropertyCodec;
import io.chasqui.protocol.message.SealedMessage;
import io.chasqui.protocol.wire.WireWriter;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
    static JmsMessage travelled(JmsMessage sent, int deliveryCount, byte[] annotations) throws JMSException {
        MessageHeaders headers = new MessageHeaders(
                new MessageIdentity(10, 11, 12),
                false,
                Destination.topic("t"),
                false,
                8,
                100,
                200,
                0,
                sent.getJMSCorrelationID(),
                sent.replyToAddress(),
                sent.getJMSType());
        SealedMessage sealed = sent.seal(headers);
        return MessageConversion.received(
                SealedMessage.of(sealed.bytes()),
                new DeliveryDetails(deliveryCount, annotations, Acknowledger.NOTHING, ObjectAdmission.DEFAULT));
    }

    static JmsMessage travelled(JmsMessage sent) throws JMSException {
        return travelled(sent, 1, new byte[0]);
    }

    @Test
    void arrivesWithAllHeaders() throws JMSException {
        JmsTextMessage sent = new JmsTextMessage();
        sent.setText("héllo");
        sent.setJMSCorrelationID("c");
        sent.setJMSReplyTo(new ChasquiQueue("answers"));
        sent.setJMSType("kind");

        JmsMessage received = travelled(sent, 2, new byte[0]);

        assertThat(received.getBody(String.class)).isEqualTo("héllo");
        assertThat(received.getJMSMessageID()).isEqualTo("ID:a-b-c");
        assertThat(received.getJMSDestination()).isEqualTo(new ChasquiTopic("t"));
        assertThat(received.getJMSReplyTo()).isEqualTo(new ChasquiQueue("answers"));
        assertThat(received.getJMSCorrelationID()).isEqualTo("c");
        assertThat(received.getJMSType()).isEqualTo("kind");
        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(received.getJMSPriority()).isEqualTo(8);
        assertThat(received.getJMSTimestamp()).isEqualTo(100);
        assertThat(received.getJMSExpiration()).isEqualTo(200);
        assertThat(received.getJMSRedelivered()).isTrue();
        assertThat(received.getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
    }

    @Test
    void arrivesWithPropertiesOfEveryType() throws JMSException {
        JmsMessage sent = new JmsPlainMessage();
        sent.setBooleanProperty("a", true);
        sent.setByteProperty("b", Byte.MIN_VALUE);
        sent.setShortProperty("c", Short.MIN_VALUE);
        sent.setIntProperty("d", Integer.MIN_VALUE);
        sent.setLongProperty("e", Long.MIN_VALUE);
        sent.setFloatProperty("f", Float.NaN);
        sent.setDoubleProperty("g", -0.0);
        sent.setStringProperty("h", "ü");
        sent.setObjectProperty("i", null);

        JmsMessage received = travelled(sent);

        assertThat(received.getObjectProperty("a")).isEqualTo(true);
        assertThat(received.getObjectProperty("b")).isEqualTo(Byte.MIN_VALUE);
        assertThat(received.getObjectProperty("c")).isEqualTo(Short.MIN_VALUE);
        assertThat(received.getObjectProperty("d")).isEqualTo(Integer.MIN_VALUE);
        assertThat(received.getObjectProperty("e")).isEqualTo(Long.MIN_VALUE);
        assertThat(received.getObjectProperty("f")).isEqualTo(Float.NaN);
        assertThat(received.getObjectProperty("g")).isEqualTo(-0.0);
        assertThat(received.getObjectProperty("h")).isEqualTo("ü");
        assertThat(received.getObjectProperty("i")).isNull();
        assertThat(received.propertyExists("i")).isTrue();
        assertThat(Collections.list(received.getPropertyNames()))
                .containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i", "JMSXDeliveryCount");
    }

    @Test
    void isReadOnlyAfterReceiptUntilCleared() throws JMSException {
        JmsTextMessage sent = new JmsTextMessage();
        sent.setText("one");
        sent.setIntProperty("p", 1);
        JmsTextMessage received = (JmsTextMessage) travelled(sent);

        assertThatThrownBy(() -> received.setText("two")).isInstanceOf(MessageNotWriteableException.class);
        assertThatThrownBy(() -> received.setIntProperty("p", 2)).isInstanceOf(MessageNotWriteableException.class);

        received.clearBody();
        assertThat(received.getText()).isNull();
        assertThat(received.getIntProperty("p")).isEqualTo(1);
        received.setText("two");
        received.clearProperties();
        received.setIntProperty("q", 2);
        assertThat(received.propertyExists("p")).isFalse();
        assertThat(received.propertyExists("JMSXDeliveryCount")).isFalse();
        assertThat(received.getText()).isEqualTo("two");
    }

    @Test
    void showsWhatTheBrokerAddedButDoesNotPassItOn() throws JMSException {
        WireWriter annotations = new WireWriter(64);
        PropertyCodec.write(annotations, Map.of("JMS_Chasqui_Reason", "expired"));
        JmsMessage received = travelled(new JmsPlainMessage(), 1, annotations.toByteArray());
        assertThat(received.getStringProperty("JMS_Chasqui_Reason")).isEqualTo("expired");

        JmsMessage again = travelled(received);

        assertThat(again.propertyExists("JMS_Chasqui_Reason")).isFalse();
        assertThat(again.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
    }

    @Test
    void tellsNullTextFromEmptyText() throws JMSException {
        JmsTextMessage empty = new JmsTextMessage();
        empty.setText("");

        assertThat(((JmsTextMessage) travelled(new JmsTextMessage())).getText()).isNull();
        assertThat(((JmsTextMessage) travelled(empty)).getText()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"_a", "$a", "a1", "JMSXGroupID", "JMS_VENDOR_x", "größe"})
    void takesIdentifiersAsPropertyNames(String name) {
        assertThatCode(() -> new JmsPlainMessage().setStringProperty(name, "1")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1a", "a-b", "a.b", "a b", "null", "TRUE", "Between", "escape", "is", "JMSType", "JMSx"})
    void refusesOtherPropertyNames(String name) {
        assertThatThrownBy(() -> new JmsPlainMessage().setIntProperty(name, 1))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @NullAndEmptySource
    void refusesMissingPropertyNames(String name) {
        assertThatThrownBy(() -> new JmsPlainMessage().setIntProperty(name, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void holdsGroupPropertiesToTheirTypes() throws JMSException {
        JmsMessage message = new JmsPlainMessage();

        assertThatThrownBy(() -> message.setIntProperty("JMSXGroupID", 1)).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> message.setStringProperty("JMSXGroupSeq", "1"))
                .isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> message.setLongProperty("JMSXGroupSeq", 1)).isInstanceOf(MessageFormatException.class);
        message.setObjectProperty("JMSXGroupID", "g");
        message.setObjectProperty("JMSXGroupSeq", 1);
        assertThat(message.getIntProperty("JMSXGroupSeq")).isEqualTo(1);
    }

    @Test
    void takesWhatProvidersSetButDoesNotSendIt() throws JMSException {
        JmsMessage sent = new JmsPlainMessage();
        sent.setStringProperty("JMSXUserID", "mallory");
        sent.setIntProperty("JMSXDeliveryCount", 7);
        sent.setStringProperty("JMS_Chasqui_Reason", "made up");
        sent.setStringProperty("JMS_VENDOR_x", "kept");

        JmsMessage received = travelled(sent);

        assertThat(Collections.list(received.getPropertyNames())).containsExactly("JMS_VENDOR_x", "JMSXDeliveryCount");
        assertThat(received.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
    }

    @Test
    void refusesOtherPropertyTypes() {
        assertThatThrownBy(() -> new JmsPlainMessage().setObjectProperty("p", BigDecimal.ONE))
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining("java.math.BigDecimal");
    }

    @Test
    void saysWhatItsBodyCanBeAssignedTo() throws JMSException {
        JmsTextMessage text = new JmsTextMessage();
        text.setText("x");
        assertThat(text.isBodyAssignableTo(String.class)).isTrue();
        assertThat(text.isBodyAssignableTo(CharSequence.class)).isTrue();
        assertThat(text.isBodyAssignableTo(byte[].class)).isFalse();
        assertThat(text.getBody(Object.class)).isEqualTo("x");
        assertThatThrownBy(() -> text.getBody(Integer.class)).isInstanceOf(MessageFormatException.class);

        assertThat(new JmsPlainMessage().isBodyAssignableTo(Integer.class)).isTrue();
        assertThat(new JmsPlainMessage().getBody(Integer.class)).isNull();
        assertThat(new JmsTextMessage().getBody(Integer.class)).isNull();
    }

    @Test
    void carriesCorrelationBytesThatAreText() throws JMSException {
        JmsMessage message = new JmsPlainMessage();
        message.setJMSCorrelationIDAsBytes(new byte[] {'a', 'b'});

        assertThat(message.getJMSCorrelationID()).isEqualTo("ab");
        assertThat(message.getJMSCorrelationIDAsBytes()).containsExactly('a', 'b');
        assertThatThrownBy(() -> message.setJMSCorrelationIDAsBytes(new byte[] {(byte) 0xFF}))
                .isInstanceOf(MessageFormatException.class);
    }
}
