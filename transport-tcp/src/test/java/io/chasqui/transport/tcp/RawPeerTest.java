package io.chasqui.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.codec.FrameDecoder;
import io.chasqui.protocol.codec.FrameEncoder;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.LinkFrame.Goodbye;
import io.chasqui.protocol.frame.LinkFrame.Ping;
import io.chasqui.protocol.frame.LinkFrame.Welcome;
import io.chasqui.protocol.frame.SessionCommand.Send;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.transport.Channel;
import io.chasqui.protocol.transport.ChannelListener;
import io.chasqui.protocol.transport.LinkAcceptor;
import io.chasqui.protocol.wire.WireFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a broker's end does with peers that are not our client: plain sockets under the test's control. */
class RawPeerTest {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Recorder broker = new Recorder();
    private final AtomicReference<Channel> brokerEnd = new AtomicReference<>();
    private final CountDownLatch accepted = new CountDownLatch(1);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : opened) {
            closeable.close();
        }
    }

    @Test
    void answersMalformedBytesWithGoodbyeAndEndsTheLink() throws Exception {
        Socket socket = connect(bind(this::record));

        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        List<Frame> frames = readToEnd(socket);
        assertThat(frames).hasSize(1);
        assertThat(frames.get(0)).isInstanceOfSatisfying(Goodbye.class, goodbye -> {
            assertThat(goodbye.code()).isEqualTo(ErrorCode.PROTOCOL);
            assertThat(goodbye.text()).contains("At byte 0 of the link");
        });
        socket.close();
        assertThat(broker.end()).hasValueSatisfying(cause -> assertThat(cause).isInstanceOf(WireFormatException.class));
    }

    @Test
    void answersAFailingListenerWithGoodbyeAndServesOthers() throws Exception {
        TcpAcceptor acceptor = bind(channel -> new Recorder(frame -> {
            if (frame.equals(new Ping(13))) {
                throw new IllegalStateException("A defect, on purpose.");
            }
            channel.send(frame);
            channel.flush();
        }));
        Socket unlucky = connect(acceptor);
        Socket other = connect(acceptor);

        unlucky.getOutputStream().write(FrameEncoder.toBytes(new Ping(13)));
        List<Frame> last = readToEnd(unlucky);
        other.getOutputStream().write(FrameEncoder.toBytes(new Ping(1)));
        byte[] answer = other.getInputStream().readNBytes(20);

        assertThat(last).hasSize(1);
        assertThat(((Goodbye) last.get(0)).code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(answer).isEqualTo(FrameEncoder.toBytes(new Ping(1)));
    }

    @Test
    void saysWhenALinkEndsInTheMiddleOfAFrame() throws Exception {
        Socket socket = connect(bind(this::record));

        socket.getOutputStream().write(FrameEncoder.toBytes(new Ping(1)), 0, 15);
        socket.close();

        assertThat(broker.end()).hasValueSatisfying(cause -> assertThat(cause).isInstanceOf(EOFException.class));
    }

    @Test
    void closesALinkWhosePeerNeverEndsIt() throws Exception {
        connect(bind(this::record));
        accepted.await();

        brokerEnd.get().close();

        assertThat(broker.end()).isEmpty();
    }

    @Test
    void endsTheBatchesOfAllLinksTogether() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        TcpAcceptor acceptor = bind(channel -> new ChannelListener() {
            @Override
            public void onFrame(Frame frame) {
                heard.add("frame");
                if (frame.equals(new Ping(1))) {
                    blocked.countDown();
                    awaitQuietly(goOn);
                }
            }

            @Override
            public void onBatchEnd() {
                heard.add("batch end");
            }

            @Override
            public void onClosed(@Nullable Throwable cause) {}
        });
        List<Socket> sockets = List.of(connect(acceptor), connect(acceptor), connect(acceptor));
        for (Socket socket : sockets) {
            socket.getOutputStream().write(FrameEncoder.toBytes(new Ping(0)));
            assertThat(heard.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo("frame");
            assertThat(heard.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo("batch end");
        }

        sockets.get(0).getOutputStream().write(FrameEncoder.toBytes(new Ping(1)));
        blocked.await();
        sockets.get(1).getOutputStream().write(FrameEncoder.toBytes(new Ping(2)));
        sockets.get(2).getOutputStream().write(FrameEncoder.toBytes(new Ping(3)));
        goOn.countDown();

        List<String> order = new ArrayList<>();
        while (order.size() < 6) {
            order.add(heard.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
        }
        assertThat(order).containsExactly("frame", "batch end", "frame", "frame", "batch end", "batch end");
    }

    @Test
    void isNotWritableWhileThePeerDoesNotReadAndSaysWhenItIsAgain() throws Exception {
        Socket socket = connect(bind(this::record));
        accepted.await();
        Channel channel = brokerEnd.get();
        int sent = 0;
        while (channel.writable()) {
            channel.send(new Deliver(1, 1, 1, 1, new DeliveryName(1, sent), 1, new byte[0], new byte[60_000]));
            channel.flush();
            sent++;
        }
        channel.send(new Ping(7));
        channel.flush();

        FrameDecoder decoder = new FrameDecoder(FrameDecoder.DEFAULT_MESSAGE_LIMIT_BYTES);
        List<Frame> frames = new ArrayList<>();
        byte[] buffer = new byte[100_000];
        while (frames.size() < sent + 1) {
            int count = socket.getInputStream().read(buffer);
            decoder.decode(buffer, 0, count, frames::add);
        }

        assertThat(broker.writable.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                .isTrue();
        assertThat(channel.writable()).isTrue();
        assertThat(frames).endsWith(new Ping(7));
    }

    @Test
    void takesLittleFromAPeerThatItHasNotWelcomed() throws Exception {
        Socket socket = connect(bind(this::record));
        byte[] message = FrameEncoder.toBytes(
                new Send(1, 1, 1, Destination.queue("q"), false, new byte[FrameDecoder.STRANGER_LIMIT_BYTES]));

        socket.getOutputStream().write(message);

        List<Frame> frames = readToEnd(socket);
        assertThat(frames)
                .singleElement()
                .isInstanceOfSatisfying(
                        Goodbye.class,
                        goodbye -> assertThat(goodbye.text()).contains("65536 bytes before it is welcomed"));
        assertThat(broker.rest()).isEmpty();
    }

    @Test
    void takesMessagesFromAPeerThatItHasWelcomed() throws Exception {
        Socket socket = connect(bind(this::record));
        accepted.await();
        brokerEnd.get().send(new Welcome(1, 0, 1, 1, 1, 1, 0, 1 << 20, "test"));
        Send message = new Send(1, 1, 1, Destination.queue("q"), false, new byte[200_000]);

        socket.getOutputStream().write(FrameEncoder.toBytes(message));

        assertThat(broker.nextFrame())
                .isInstanceOfSatisfying(
                        Send.class, came -> assertThat(came.message()).hasSize(200_000));
    }

    private TcpAcceptor bind(LinkAcceptor acceptor) throws IOException {
        TcpAcceptor bound =
                TcpAcceptor.bind(TcpAcceptorOptions.defaults().withPort(0).withIoThreads(1), acceptor);
        opened.add(bound);
        return bound;
    }

    private ChannelListener record(Channel channel) {
        brokerEnd.set(channel);
        accepted.countDown();
        return broker;
    }

    private Socket connect(TcpAcceptor acceptor) throws IOException {
        Socket socket = new Socket(acceptor.host(), acceptor.port());
        opened.add(0, socket);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static List<Frame> readToEnd(Socket socket) throws IOException {
        byte[] bytes = socket.getInputStream().readAllBytes();
        List<Frame> frames = new ArrayList<>();
        new FrameDecoder(FrameDecoder.DEFAULT_MESSAGE_LIMIT_BYTES).decode(bytes, 0, bytes.length, frames::add);
        return frames;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
