package io.chasqui.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.LinkFrame.Goodbye;
import io.chasqui.protocol.frame.LinkFrame.Ping;
import io.chasqui.protocol.frame.LinkFrame.Welcome;
import io.chasqui.protocol.frame.SessionCommand.Send;
import io.chasqui.protocol.frame.SessionEvent.Confirm;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.transport.Channel;
import io.chasqui.protocol.transport.ChannelListener;
import io.chasqui.protocol.transport.Connector;
import io.chasqui.protocol.transport.LinkAcceptor;
import io.chasqui.protocol.transport.LinkAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpTransportTest {
    private static final Welcome WELCOME = new Welcome(1, 0, 1, 1, 1, 1, 0, 1 << 20, "test");
    private static final long SECONDS_10 = TimeUnit.SECONDS.toNanos(10);

    private final List<TcpAcceptor> acceptors = new ArrayList<>();
    private final Recorder client = new Recorder();
    private final Recorder broker = new Recorder();
    private final AtomicReference<Channel> brokerEnd = new AtomicReference<>();

    @AfterEach
    void close() {
        acceptors.forEach(TcpAcceptor::close);
    }

    @Test
    void isFoundByItsScheme() {
        assertThat(ServiceLoader.load(Connector.class).stream())
                .anySatisfy(provider -> assertThat(provider.get().scheme()).isEqualTo("tcp"));
    }

    @Test
    void carriesManySmallFramesInOrderBothWays() throws Exception {
        Channel channel = connect(bind(Recorder::echo));

        for (int i = 1; i <= 50_000; i++) {
            channel.send(new Confirm(1, 1, i, 7));
            if (i % 100 == 0) {
                channel.flush();
            }
        }

        for (int i = 1; i <= 50_000; i++) {
            assertThat(client.nextFrame()).isEqualTo(new Confirm(1, 1, i, 7));
        }
        assertThat(client.batches.get()).isLessThan(50_000);
    }

    @Test
    void carriesALargeMessageBothWays() throws Exception {
        Channel channel = connect(bind(Recorder::echo));
        Send sent = message(1, 20 << 20);

        channel.send(sent);
        channel.flush();

        Send returned = (Send) client.nextFrame();
        assertThat(returned.destination()).isEqualTo(sent.destination());
        assertThat(Arrays.equals(returned.message(), sent.message())).isTrue();
    }

    @Test
    void letsOtherSessionsOvertakeALargeMessage() throws Exception {
        Channel channel = connect(bind(this::record));

        channel.send(message(1, 20 << 20));
        channel.send(new Confirm(1, 2, 1, 0));
        channel.send(new Confirm(1, 1, 2, 0));
        channel.flush();

        assertThat(broker.nextFrame()).isEqualTo(new Confirm(1, 2, 1, 0));
        assertThat(broker.nextFrame()).isInstanceOf(Send.class);
        assertThat(broker.nextFrame()).isEqualTo(new Confirm(1, 1, 2, 0));
    }

    @Test
    void keepsTheOrderOfEachSendingThread() throws Exception {
        Channel channel = connect(bind(Recorder::echo));
        int perThread = 5_000;
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int session = thread;
            threads.add(new Thread(() -> {
                Random random = new Random(session);
                for (int i = 1; i <= perThread; i++) {
                    channel.send(new Send(
                            1,
                            session,
                            i,
                            Destination.queue("q"),
                            false,
                            new byte[random.nextInt(i % 500 == 0 ? 200_000 : 900)]));
                    channel.flush();
                }
            }));
        }
        threads.forEach(Thread::start);

        Map<Integer, Long> last = new HashMap<>();
        for (Frame frame : client.nextFrames(4 * perThread)) {
            Send send = (Send) frame;
            assertThat(send.sequence()).isEqualTo(last.getOrDefault(send.session(), 0L) + 1);
            last.put(send.session(), send.sequence());
        }
    }

    @Test
    void delayedFlushesBringNothingOutBeforeTheyCome() throws Exception {
        Channel channel = connect(bind(this::record));
        channel.send(new Ping(1));
        channel.send(new Ping(2));

        channel.flush();

        assertThat(broker.nextFrames(2)).containsExactly(new Ping(1), new Ping(2));
    }

    @Test
    void deliversWhatWasSentBeforeCloseAndTellsBothSidesOnce() throws Exception {
        Channel channel = connect(bind(this::record));
        channel.send(new Ping(1));
        channel.send(message(1, 5 << 20));
        channel.send(new Goodbye(ErrorCode.UNAVAILABLE, "bye"));

        channel.close();
        channel.close();
        channel.send(new Ping(2));
        channel.flush();

        assertThat(broker.end()).isEmpty();
        assertThat(client.end()).isEmpty();
        assertThat(broker.rest())
                .hasSize(3)
                .startsWith(new Ping(1))
                .endsWith(new Goodbye(ErrorCode.UNAVAILABLE, "bye"));
        assertThat(broker.batches.get()).isPositive();
        assertThat(broker.furtherEnds() + client.furtherEnds()).isZero();
    }

    @Test
    void deliversTheBrokersLastWordsAlthoughTheClientKeepsSending() throws Exception {
        LinkAcceptor refusing = channel -> new Recorder(frame -> {
            if (frame.equals(new Ping(1))) {
                channel.send(new Goodbye(ErrorCode.AUTHENTICATION, "unknown user"));
                channel.close();
            }
        });
        Channel channel = connect(bind(refusing));

        channel.send(new Ping(1));
        for (int i = 0; i < 2_000; i++) {
            channel.send(message(1, 1_024));
        }
        channel.flush();

        assertThat(client.nextFrame()).isEqualTo(new Goodbye(ErrorCode.AUTHENTICATION, "unknown user"));
        client.end();
    }

    @Test
    void endsAllLinksWhenTheAcceptorCloses() throws Exception {
        TcpAcceptor acceptor = bind(this::record);
        Channel channel = connect(acceptor);
        channel.send(new Ping(1));
        channel.flush();
        broker.nextFrame();
        brokerEnd.get().send(new Goodbye(ErrorCode.UNAVAILABLE, "stopping"));

        acceptor.close();
        acceptor.close();

        assertThat(client.nextFrame()).isEqualTo(new Goodbye(ErrorCode.UNAVAILABLE, "stopping"));
        assertThat(client.end()).isEmpty();
        assertThat(broker.end()).isEmpty();
        TcpAcceptor again = TcpAcceptor.bind(options().withPort(acceptor.port()), Recorder::echo);
        acceptors.add(again);
        assertThat(again.port()).isEqualTo(acceptor.port());
    }

    @Test
    void saysThatThePortIsTakenAndWhatToDo() throws Exception {
        TcpAcceptor first = bind(Recorder::echo);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> TcpAcceptor.bind(options().withPort(first.port()), Recorder::echo))
                .withMessageContaining("Cannot listen on 127.0.0.1:" + first.port())
                .withMessageContaining("choose another port");
    }

    @Test
    void saysThatTheConnectionWasRefused() throws Exception {
        TcpAcceptor gone = bind(Recorder::echo);
        gone.close();

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> connect(gone))
                .withMessage("Cannot connect to tcp://127.0.0.1:" + gone.port()
                        + ": connection refused. Check that a broker listens there.");
        assertThat(client.furtherEnds()).isZero();
    }

    @Test
    void saysThatTheHostIsUnknown() {
        LinkAddress nowhere = new LinkAddress("tcp", "no-such-host.invalid", 1, Map.of());

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new TcpConnector().connect(nowhere, client, SECONDS_10))
                .withMessageContaining("tcp://no-such-host.invalid:1")
                .withMessageContaining("host is unknown");
    }

    @Test
    void saysWhichOptionIsWrong() {
        for (Map<String, String> options : List.of(
                Map.of("tcpNoDelay", "yes"), Map.of("connectTimeoutMillis", "soon"), Map.of("sendBufferBytes", "-1"))) {
            LinkAddress address = new LinkAddress("tcp", "127.0.0.1", 1, options);

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> new TcpConnector().connect(address, client, SECONDS_10))
                    .withMessageContaining(options.keySet().iterator().next())
                    .withMessageContaining(options.values().iterator().next());
        }
    }

    @Test
    void refusesToConnectInAnIoThread() throws Exception {
        TcpAcceptor acceptor = bind(Recorder::echo);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Recorder connecting = new Recorder(frame -> {
            try {
                new TcpConnector().connect(addressOf(acceptor), client, SECONDS_10);
            } catch (IOException | RuntimeException e) {
                thrown.complete(e);
            }
        });
        Channel channel = new TcpConnector().connect(addressOf(acceptor), connecting, SECONDS_10);

        channel.send(new Ping(1));
        channel.flush();

        assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
    }

    private TcpAcceptor bind(LinkAcceptor acceptor) throws IOException {
        TcpAcceptor bound = TcpAcceptor.bind(options(), channel -> {
            channel.send(WELCOME);
            channel.flush();
            return acceptor.accept(channel);
        });
        acceptors.add(bound);
        return bound;
    }

    private static TcpAcceptorOptions options() {
        return TcpAcceptorOptions.defaults().withPort(0).withIoThreads(1);
    }

    private ChannelListener record(Channel channel) {
        brokerEnd.set(channel);
        return broker;
    }

    private Channel connect(TcpAcceptor acceptor) throws IOException, InterruptedException {
        Channel channel = new TcpConnector().connect(addressOf(acceptor), client, SECONDS_10);
        assertThat(client.nextFrame()).isEqualTo(WELCOME);
        return channel;
    }

    private static LinkAddress addressOf(TcpAcceptor acceptor) {
        return new LinkAddress("tcp", acceptor.host(), acceptor.port(), Map.of());
    }

    private static Send message(int session, int bytes) {
        byte[] message = new byte[bytes];
        new Random(bytes).nextBytes(message);
        return new Send(1, session, 1, Destination.queue("orders"), false, message);
    }
}
