package io.chasqui.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.protocol.wire.WireFormatException;
import io.chasqui.protocol.wire.WireReader;
import io.chasqui.protocol.wire.WireWriter;
import org.junit.jupiter.api.Test;

class XidTest {
    @Test
    void comesBackAsItWas() {
        Xid longest = new Xid(-7, new byte[Xid.PART_LIMIT_BYTES], new byte[] {1, -1, 0});
        Xid shortest = new Xid(0, new byte[0], new byte[0]);
        WireWriter out = new WireWriter(16);

        Xid.write(out, longest);
        Xid.write(out, shortest);

        WireReader in = new WireReader(out.toByteArray());
        assertThat(Xid.read(in)).isEqualTo(longest).hasSameHashCodeAs(longest);
        assertThat(Xid.read(in)).isEqualTo(shortest).isNotEqualTo(longest);
        in.expectEnd();
    }

    @Test
    void refusesPartsThatAreTooLong() {
        byte[] tooLong = new byte[Xid.PART_LIMIT_BYTES + 1];
        byte[] announced = {1, 0, 0, 0, 65};

        assertThatThrownBy(() -> new Xid(1, tooLong, new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Xid.read(new WireReader(announced))).isInstanceOf(WireFormatException.class);
    }
}
