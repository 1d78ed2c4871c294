package io.chasqui.jms.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.frame.LinkFrame.Ping;
import io.chasqui.protocol.frame.LinkFrame.Pong;
import jakarta.jms.JMSException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatTest {
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final TestEnvironment environment = new TestEnvironment();
    private final ScriptedBroker broker = new ScriptedBroker(environment);
    private Link link;

    @BeforeEach
    void connect() throws JMSException {
        ConnectionUrl url = ConnectionUrl.parse("tcp://broker:1");
        link = new Link(url, environment, new LinkDialer(broker, url, new Credentials(null, null)));
        link.connect();
        beatAfterMillis(0);
    }

    private void beatAfterMillis(long millis) {
        environment.advanceMillis(millis);
        link.attachment().beat(environment.nanoTime(), SILENCE_NANOS);
    }

    @Test
    void asksForASignOfLife() {
        beatAfterMillis(5_000);
        beatAfterMillis(5_000);

        assertThat(broker.all(Ping.class)).hasSize(2);
    }

    @Test
    void asksNothingOfABrokerThatIsHeard() {
        broker.tell(new Pong(1));
        beatAfterMillis(5_000);

        assertThat(broker.all(Ping.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-7_000, 0, 1, 999, 123_456_789})
    void beatsTogetherWithLinksThatBeganAlmostAtTheSameTime(long beganNanos) {
        long beatNanos = 8_000;

        long first = LinkTimer.beatAfter(beganNanos, beatNanos);
        long second = LinkTimer.beatAfter(first - beatNanos + 999, beatNanos);

        assertThat(first - beganNanos).isBetween(beatNanos * 7 / 8 + 1, beatNanos);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void answersTheBrokersQuestion() {
        broker.tell(new Ping(42));

        assertThat(broker.only(Pong.class).token()).isEqualTo(42);
    }

    @Test
    void keepsALinkThatIsHeard() {
        beatAfterMillis(15_000);
        broker.tell(new Pong(1));
        beatAfterMillis(15_000);
        beatAfterMillis(15_000);

        assertThat(environment.reconnectIsDue()).isFalse();
    }

    @Test
    void givesUpALinkThatIsSilent() {
        beatAfterMillis(10_000);
        assertThat(environment.reconnectIsDue()).isFalse();

        beatAfterMillis(11_000);

        assertThat(environment.reconnectIsDue()).isTrue();
        assertThat(link.attachment()).isNull();
    }

    @Test
    void followsTheBrokersClock() {
        assertThat(link.brokerTimeMillis()).isEqualTo(environment.timeMillis() + broker.clockAheadMillis);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "40, 0", "-40, 0", "41, 1", "-41, -1", "5000, 4960", "-5000, -4960"})
    void correctsItsClockOnlyByWhatIsSurelyDifferent(long aheadMillis, long offsetMillis) throws JMSException {
        TestEnvironment slow = new TestEnvironment();
        ScriptedBroker far = new ScriptedBroker(slow);
        far.wayMillis = 40;
        far.clockAheadMillis = aheadMillis;
        ConnectionUrl url = ConnectionUrl.parse("tcp://broker:1");
        Link other = new Link(url, slow, new LinkDialer(far, url, new Credentials(null, null)));
        other.connect();

        assertThat(other.brokerTimeMillis()).isEqualTo(slow.timeMillis() + offsetMillis);
    }
}
