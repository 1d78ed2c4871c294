package io.chasqui.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.LinkFrame.Welcome;
import io.chasqui.protocol.frame.SendPart;
import io.chasqui.protocol.frame.SessionCommand.Send;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import io.chasqui.protocol.frame.SessionEvent.DeliverStored;
import io.chasqui.protocol.message.BodyKind;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.MessageHeaders;
import io.chasqui.protocol.message.MessageIdentity;
import io.chasqui.protocol.message.MessageSource;
import io.chasqui.protocol.message.SealedMessage;
import io.chasqui.protocol.transport.Channel;
import io.chasqui.protocol.transport.ChannelListener;
import io.chasqui.protocol.transport.LinkAddress;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that the broker's side never has as a whole. */
class LargeMessageTransportTest {
    private static final Welcome WELCOME = new Welcome(1, 0, 1, 1, 1, 1, 0, 1 << 20, "test");
    private static final long SECONDS_30 = TimeUnit.SECONDS.toNanos(30);
    private static final int MIB = 1 << 20;

    private final Recorder client = new Recorder();
    private final Taker broker = new Taker();
    private TcpAcceptor acceptor;
    private Channel channel;

    @BeforeEach
    void connect() throws Exception {
        acceptor = TcpAcceptor.bind(TcpAcceptorOptions.defaults().withPort(0).withIoThreads(1), broker::accept);
        channel = new TcpConnector()
                .connect(new LinkAddress("tcp", "127.0.0.1", acceptor.port(), Map.of()), client, SECONDS_30);
        assertThat(client.nextFrame()).isEqualTo(WELCOME);
    }

    @AfterEach
    void close() {
        acceptor.close();
    }

    @Test
    void readsNoFurtherPartsWhileItsInputIsStopped() throws Exception {
        broker.stopsAtFirst = true;
        Send send = send(40 * MIB);
        channel.send(send);
        channel.flush();
        SendPart first = broker.nextPart();
        awaitFull();

        int early = broker.parts.size();
        broker.end.get(30, TimeUnit.SECONDS).takeInput(true);

        assertThat(early).isLessThan(20);
        int bytes = first.bytes().length;
        while (bytes < send.message().length) {
            SendPart part = broker.nextPart();
            assertThat(part.offset()).isEqualTo(bytes);
            bytes += part.bytes().length;
        }
    }

    @Test
    void readsAStoredMessageAsItIsSent() throws Exception {
        Stored message = new Stored(20 * MIB);

        broker.deliver(message);

        Deliver delivery = (Deliver) client.nextFrame();
        assertThat(delivery.message()).isEqualTo(message.bytes);
        assertThat(message.closed.get(30, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void letsGoOfStoredMessagesWhenTheLinkEnds() throws Exception {
        Stored begun = new Stored(50 * MIB);
        Stored waiting = new Stored(MIB);
        broker.deliver(begun);
        broker.deliver(waiting);
        begun.opened.get(30, TimeUnit.SECONDS);

        channel.close();

        assertThat(begun.closed.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(waiting.closed.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        Stored late = new Stored(MIB);
        broker.deliver(late);
        assertThat(late.closed.get(30, TimeUnit.SECONDS)).isEqualTo(1);
    }

    /** The client's side has filled what the operating system takes for it. */
    private void awaitFull() {
        long deadline = System.nanoTime() + SECONDS_30;
        while (channel.writable()) {
            assertThat(System.nanoTime()).as("time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static Send send(int bodyBytes) {
        Destination queue = Destination.queue("q");
        MessageHeaders headers =
                new MessageHeaders(new MessageIdentity(1, 2, 3), false, queue, true, 4, 1, 0, 0, null, null, null);
        byte[] message = SealedMessage.seal(headers, Map.of(), BodyKind.BYTES, new byte[bodyBytes])
                .bytes();
        return new Send(1, 1, 1, queue, false, message);
    }

    /** A broker's side that takes parts. */
    private static final class Taker implements ChannelListener {
        private final BlockingQueue<SendPart> parts = new LinkedBlockingQueue<>();
        private final CompletableFuture<Channel> end = new CompletableFuture<>();
        private volatile boolean stopsAtFirst;

        ChannelListener accept(Channel channel) {
            channel.send(WELCOME);
            channel.flush();
            end.complete(channel);
            return this;
        }

        void deliver(MessageSource message) throws Exception {
            Channel channel = end.get(30, TimeUnit.SECONDS);
            Deliver fields = new Deliver(1, 1, 1, 1, new DeliveryName(1, 1), 1, new byte[0], new byte[0]);
            channel.send(new DeliverStored(fields, message));
            channel.flush();
        }

        SendPart nextPart() throws InterruptedException {
            SendPart part = parts.poll(30, TimeUnit.SECONDS);
            assertThat(part).as("a part within 30 s").isNotNull();
            return part;
        }

        @Override
        public boolean takesParts() {
            return true;
        }

        @Override
        public void onPart(SendPart part) {
            if (stopsAtFirst && part.first()) {
                end.join().takeInput(false);
            }
            parts.add(part);
        }

        @Override
        public void onFrame(Frame frame) {}

        @Override
        public void onBatchEnd() {}

        @Override
        public void onClosed(@Nullable Throwable cause) {}
    }

    private static final class Stored implements MessageSource {
        private final byte[] bytes;
        private final CompletableFuture<Boolean> opened = new CompletableFuture<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private int closings;

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
            target.write(bytes, offset, length);
            opened.complete(true);
        }

        @Override
        public void close() {
            closings++;
            closed.complete(closings);
        }
    }
}
