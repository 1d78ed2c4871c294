package io.chasqui.broker.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.transport.Channel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputGateTest {
    private static final int PART_BYTES = 64 << 10;

    private final List<Boolean> said = new ArrayList<>();
    private final Listening channel = new Listening();
    private final InputGate gate = new InputGate(channel);

    @Test
    void staysOpenWhileLittleWaits() {
        for (int i = 0; i < 100; i++) {
            gate.came(PART_BYTES);
            gate.done(PART_BYTES);
        }

        assertThat(said).isEmpty();
    }

    @Test
    void shutsWhenMuchWaitsAndOpensWhenLittleIsLeft() {
        for (int i = 0; i < 10; i++) {
            gate.came(PART_BYTES);
        }
        assertThat(said).containsExactly(false);

        for (int i = 0; i < 10; i++) {
            gate.done(PART_BYTES);
        }
        assertThat(said).containsExactly(false, true);
    }

    @Test
    void doesNotStayShutWhenTheShardWasFaster() {
        // everything is worked off between the count and the order to stop
        channel.onStop = () -> {
            for (int i = 0; i < 8; i++) {
                gate.done(PART_BYTES);
            }
        };

        for (int i = 0; i < 8; i++) {
            gate.came(PART_BYTES);
        }

        assertThat(said).containsExactly(false, true);
    }

    private final class Listening implements Channel {
        private Runnable onStop = () -> {};

        @Override
        public void takeInput(boolean taken) {
            said.add(taken);
            if (!taken) {
                onStop.run();
            }
        }

        @Override
        public void send(Frame frame) {}

        @Override
        public void flush() {}

        @Override
        public boolean writable() {
            return true;
        }

        @Override
        public void close() {}

        @Override
        public String peer() {
            return "test";
        }
    }
}
