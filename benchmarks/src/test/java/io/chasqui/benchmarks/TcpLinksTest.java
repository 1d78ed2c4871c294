package io.chasqui.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TcpLinksTest {

    @Test
    void countsEstablishedLinksOfTheServersSideOnly() {
        Stream<String> table = Stream.of(
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid",
                "   0: 0100007F:EFDC 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0",
                "   1: 0100007F:EFDC 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0",
                "   2: 0100007F:9C40 0100007F:EFDC 01 00000000:00000000 00:00000000 00000000     0",
                "   3: 0100007F:EFDC 0100007F:9C41 06 00000000:00000000 00:00000000 00000000     0");

        assertThat(TcpLinks.established(table, 0xEFDC)).isEqualTo(1);
    }
}
