package io.chasqui.jms.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.frame.SessionCommand.Send;
import io.chasqui.protocol.message.Destination;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendWindowTest {
    private final SendWindow window = new SendWindow();

    @Test
    void assumesASmallWindowUntilTheGrantComes() {
        assertThat(window.tryUse(40_000)).isTrue();
        assertThat(window.tryUse(40_000)).isFalse();

        window.grant(100_000);

        assertThat(window.tryUse(40_000)).isTrue();
        assertThat(window.tryUse(40_000)).isFalse();
    }

    @Test
    void letsALargeMessagePassAlone() {
        assertThat(window.tryUse(1)).isTrue();
        assertThat(window.tryUse(1_000_000)).isFalse();
        window.answered();
        window.add(1);

        assertThat(window.tryUse(1_000_000)).isTrue();
        assertThat(window.tryUse(1)).isFalse();
    }

    @Test
    void startsAgainWithWhatIsRepeated() {
        PendingCommand repeated =
                new PendingCommand(new Send(1, 1, 1, Destination.queue("q"), false, new byte[600]), null);

        window.restart(1_000, List.of(repeated));

        assertThat(window.tryUse(500)).isFalse();
        assertThat(window.tryUse(400)).isTrue();
    }
}
