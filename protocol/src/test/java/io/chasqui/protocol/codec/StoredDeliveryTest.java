package io.chasqui.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.SessionEvent.Confirm;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import io.chasqui.protocol.frame.SessionEvent.DeliverStored;
import io.chasqui.protocol.message.MessageSource;
import io.chasqui.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StoredDeliveryTest {
    private final Stored message = new Stored(300_000);
    private final FrameEncoder encoder = new FrameEncoder();
    private final WireWriter link = new WireWriter(1 << 20);

    @Test
    void readsTheMessageAsItIsWritten() {
        encoder.encode(delivery(), link::writeRaw);
        assertThat(message.read).isZero();
        encoder.encodeMore(link::writeRaw);
        assertThat(message.read).isBetween(60_000, FragmentHeader.PAYLOAD_LIMIT);
        finish();

        assertThat(message.closed).isEqualTo(1);
        assertThat(frames()).hasSize(1);
        assertThat(((Deliver) frames().get(0)).message()).isEqualTo(message.bytes);
    }

    @Test
    void keepsTheSessionsFramesBehindIt() {
        encoder.encode(delivery(), link::writeRaw);
        encoder.encode(new Confirm(1, 1, 5, 0), link::writeRaw);
        encoder.encode(new Confirm(1, 2, 9, 0), link::writeRaw);
        finish();

        assertThat(frames())
                .extracting(Frame::getClass)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .containsExactly(Confirm.class, Deliver.class, Confirm.class);
    }

    @Test
    void closesWhatIsNeverWritten() {
        Stored begun = new Stored(300_000);
        Stored waiting = new Stored(300_000);
        encoder.encode(delivery(begun), link::writeRaw);
        encoder.encode(delivery(waiting), link::writeRaw);
        encoder.encodeMore(link::writeRaw);

        encoder.drop();
        encoder.drop();

        assertThat(begun.closed).isEqualTo(1);
        assertThat(waiting.closed).isEqualTo(1);
        assertThat(encoder.hasMore()).isFalse();
    }

    @Test
    void closesAMessageThatCannotBeReadOnlyOnce() {
        message.broken = true;
        encoder.encode(delivery(), link::writeRaw);

        assertThatIllegalStateException().isThrownBy(() -> encoder.encodeMore(link::writeRaw));
        encoder.drop();

        assertThat(message.closed).isEqualTo(1);
    }

    @Test
    void isLoadedForAReceiverInTheSameJvm() {
        assertThat(delivery().load().message()).isEqualTo(message.bytes);
        assertThat(message.closed).isEqualTo(1);
    }

    private void finish() {
        while (encoder.hasMore()) {
            encoder.encodeMore(link::writeRaw);
        }
    }

    private List<Frame> frames() {
        List<Frame> frames = new ArrayList<>();
        new FrameDecoder(1 << 20).decode(link.array(), 0, link.size(), frames::add);
        return frames;
    }

    private DeliverStored delivery() {
        return delivery(message);
    }

    private static DeliverStored delivery(MessageSource source) {
        return new DeliverStored(
                new Deliver(1, 1, 2, 3, new DeliveryName(4, 5), 1, new byte[] {1, 2}, new byte[0]), source);
    }

    private static final class Stored implements MessageSource {
        private final byte[] bytes;
        private int read;
        private int closed;
        private boolean broken;

        Stored(int length) {
            bytes = new byte[length];
            new Random(length).nextBytes(bytes);
        }

        @Override
        public int length() {
            return bytes.length;
        }

        @Override
        public void read(int offset, int length, Target target) {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            assertThat(offset).isEqualTo(read);
            target.write(bytes, offset, length);
            read += length;
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
