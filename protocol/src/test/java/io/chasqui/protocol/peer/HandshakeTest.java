package io.chasqui.protocol.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.ProtocolVersion;
import io.chasqui.protocol.frame.LinkFrame.Goodbye;
import io.chasqui.protocol.frame.LinkFrame.Hello;
import io.chasqui.protocol.frame.LinkFrame.Ping;
import io.chasqui.protocol.frame.LinkFrame.Welcome;
import io.chasqui.protocol.peer.HandshakeOutcome.Established;
import io.chasqui.protocol.peer.HandshakeOutcome.Rejected;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    @Test
    void agreesOnTheHighestCommonVersionAndTheCommonFeatures() {
        Hello hello = hello(1, 9, 0b0110);

        HandshakeOutcome atBroker = new BrokerHandshake(0b0011).onFrame(hello);
        HandshakeOutcome atClient = new ClientHandshake(hello).onFrame(welcome(ProtocolVersion.CURRENT, 0b0010));

        assertThat(atBroker).isEqualTo(new Established(ProtocolVersion.CURRENT, 0b0010));
        assertThat(atClient).isEqualTo(atBroker);
    }

    @Test
    void rejectsAClientWithoutACommonVersion() {
        HandshakeOutcome outcome = new BrokerHandshake(0).onFrame(hello(7, 9, 0));

        assertThat(outcome).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.code()).isEqualTo(ErrorCode.VERSION);
            assertThat(rejected.text()).contains("1..1").contains("7..9");
            assertThat(rejected.bySelf()).isTrue();
        });
    }

    @Test
    void rejectsAClientThatDoesNotBeginWithHello() {
        BrokerHandshake handshake = new BrokerHandshake(0);

        assertThat(handshake.onFrame(new Ping(1)))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.goodbye())
                                .isEqualTo(new Goodbye(
                                        ErrorCode.PROTOCOL, "The first frame of a link must be HELLO but PING came.")));
        assertThat(handshake.isOver()).isTrue();
    }

    @Test
    void rejectsABrokerThatChoosesWhatWasNotOffered() {
        Hello hello = hello(1, 1, 0b01);

        assertThat(new ClientHandshake(hello).onFrame(welcome(2, 0)))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo(ErrorCode.VERSION));
        assertThat(new ClientHandshake(hello).onFrame(welcome(1, 0b10)))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo(ErrorCode.PROTOCOL));
        assertThat(new ClientHandshake(hello).onFrame(new Ping(1))).isInstanceOf(Rejected.class);
    }

    @Test
    void passesTheBrokersReasonOn() {
        Goodbye goodbye = new Goodbye(ErrorCode.AUTHENTICATION, "Unknown user.");

        assertThat(new ClientHandshake(hello(1, 1, 0)).onFrame(goodbye))
                .isEqualTo(new Rejected(ErrorCode.AUTHENTICATION, "Unknown user.", false));
    }

    @Test
    void judgesOneFrameOnly() {
        Hello hello = hello(1, 1, 0);
        BrokerHandshake handshake = new BrokerHandshake(0);
        handshake.onFrame(hello);

        assertThatIllegalStateException()
                .isThrownBy(() -> handshake.onFrame(hello))
                .withMessageContaining("HELLO");
    }

    private static Hello hello(int least, int greatest, long features) {
        return new Hello(least, greatest, features, null, null, 0, "test");
    }

    private static Welcome welcome(int version, long features) {
        return new Welcome(version, features, 1, 5, 6, 2, 0, 1_000, "test");
    }
}
