package io.chasqui.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TcpAcceptorOptionsTest {
    private final TcpAcceptorOptions defaults = TcpAcceptorOptions.defaults();

    @Test
    void listensOnTheLocalInterfaceOnlyUnlessTold() {
        assertThat(defaults.host()).isEqualTo("127.0.0.1");
        assertThat(defaults.withHost("0.0.0.0").host()).isEqualTo("0.0.0.0");
    }

    @Test
    void namesTheRangeOfAWrongValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.withPort(70_000))
                .withMessage("The port must be 0..65535 but is 70000.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.withIoThreads(0))
                .withMessageContaining("1..64 but is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.withMessageLimitBytes(0))
                .withMessageContaining("1.." + (1 << 30));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.withHost(" "))
                .withMessageContaining("0.0.0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> defaults.withLink(new TcpLinkOptions(true, 0, 0, 10, 10)))
                .withMessageContaining("low < high");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TcpLinkOptions(true, -1, 0, 10, 1))
                .withMessageContaining("-1");
    }
}
