package io.chasqui.protocol.transport.invm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.chasqui.protocol.frame.LinkFrame.Ping;
import io.chasqui.protocol.frame.LinkFrame.Pong;
import io.chasqui.protocol.transport.Channel;
import io.chasqui.protocol.transport.Connector;
import io.chasqui.protocol.transport.LinkAcceptor;
import io.chasqui.protocol.transport.LinkAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InVmConnectorTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final String name = "broker-of-" + System.identityHashCode(this);
    private final RecordingListener client = new RecordingListener();
    private final RecordingListener broker = new RecordingListener();
    private final AtomicReference<Channel> brokerEnd = new AtomicReference<>();
    private final LinkAcceptor acceptor = channel -> {
        brokerEnd.set(channel);
        return broker;
    };

    @AfterEach
    void unregister() {
        InVmRegistry.unregister(name, acceptor);
    }

    @Test
    void isFoundByItsScheme() {
        assertThat(ServiceLoader.load(Connector.class).stream())
                .anySatisfy(provider -> assertThat(provider.get().scheme()).isEqualTo("vm"));
    }

    @Test
    void handsFramesOverInBothDirections() throws IOException {
        Channel channel = connect();

        channel.send(new Ping(1));
        channel.flush();
        brokerEnd.get().send(new Pong(1));
        brokerEnd.get().flush();

        assertThat(broker.heard).containsExactly(new Ping(1), "batch end");
        assertThat(client.heard).containsExactly(new Pong(1), "batch end");
        assertThat(channel.writable()).isTrue();
        assertThat(channel.peer()).isEqualTo("vm:" + name);
    }

    @Test
    void tellsWhenNobodyWaits() throws IOException {
        Channel channel = connect();

        channel.send(new Ping(1));
        channel.flushSoon();
        channel.close();
        channel.flushSoon();

        assertThat(broker.heard)
                .startsWith(new Ping(1), "batch end, nobody waits")
                .containsOnlyOnce("batch end, nobody waits");
    }

    @Test
    void handsFramesOverInTheSendersThread() throws IOException {
        List<Thread> threads = new ArrayList<>();
        RecordingListener noting = new RecordingListener(frame -> threads.add(Thread.currentThread()));
        InVmRegistry.register(name, acceptor);
        Channel channel = new InVmConnector().connect(address(), noting, SECOND);

        channel.flush();
        brokerEnd.get().send(new Pong(1));

        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void letsListenersSendWhileTheyReceive() throws IOException {
        AtomicReference<Channel> clientEnd = new AtomicReference<>();
        RecordingListener counting = new RecordingListener(frame -> {
            if (frame instanceof Ping ping && ping.token() > 0) {
                clientEnd.get().send(new Ping(ping.token() - 1));
            }
        });
        RecordingListener echo = new RecordingListener(frame -> brokerEnd.get().send(frame));
        LinkAcceptor echoing = channel -> {
            brokerEnd.set(channel);
            return echo;
        };
        InVmRegistry.register(name, echoing);
        clientEnd.set(new InVmConnector().connect(address(), counting, SECOND));

        clientEnd.get().send(new Ping(3));

        assertThat(counting.heard).containsExactly(new Ping(3), new Ping(2), new Ping(1), new Ping(0));
        InVmRegistry.unregister(name, echoing);
    }

    @Test
    void tellsBothSidesOnceOfTheEndAndDropsWhatFollows() throws IOException {
        Channel channel = connect();

        channel.close();
        channel.close();
        brokerEnd.get().close();
        channel.send(new Ping(1));
        channel.flush();
        brokerEnd.get().send(new Ping(2));
        brokerEnd.get().flush();

        assertThat(broker.heard).containsExactly("batch end", "closed: null");
        assertThat(client.heard).containsExactly("closed: null");
    }

    @Test
    void tellsBothSidesOnceWhenTheyCloseAtTheSameTime() throws Exception {
        InVmRegistry.register(name, acceptor);
        for (int round = 0; round < 300; round++) {
            RecordingListener other = new RecordingListener();
            broker.heard.clear();
            Channel channel = new InVmConnector().connect(address(), other, SECOND);

            together(2, index -> () -> {
                (index == 0 ? channel : brokerEnd.get()).close();
                return true;
            });

            assertThat(broker.heard).containsOnlyOnce("closed: null");
            assertThat(other.heard).containsOnlyOnce("closed: null");
        }
    }

    @Test
    void tellsBothSidesWhenTheBrokerClosesWhileItAccepts() throws IOException {
        RecordingListener refusing = new RecordingListener();
        LinkAcceptor full = channel -> {
            channel.send(new Ping(9));
            channel.close();
            return refusing;
        };
        InVmRegistry.register(name, full);

        new InVmConnector().connect(address(), client, SECOND);

        assertThat(client.heard).containsExactly(new Ping(9), "batch end", "closed: null");
        assertThat(refusing.heard).containsExactly("closed: null");
        InVmRegistry.unregister(name, full);
    }

    @Test
    void refusesASecondBrokerOfTheSameName() {
        InVmRegistry.register(name, acceptor);

        assertThatIllegalStateException()
                .isThrownBy(() -> InVmRegistry.register(name, channel -> client))
                .withMessageContaining("'" + name + "' already runs in this JVM");
        assertThat(InVmRegistry.unregister(name, channel -> client)).isFalse();
        assertThat(InVmRegistry.unregister(name, acceptor)).isTrue();
        assertThat(InVmRegistry.unregister(name, acceptor)).isFalse();
    }

    @Test
    void saysWhatToAddWhenNoBrokerCanBeStarted() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new InVmConnector().connect(address(), client, SECOND))
                .withMessageContaining(name)
                .withMessageContaining("chasqui-embedded");
    }

    @Test
    void launchesAnUnknownBrokerWithTheOptionsOfTheUrl() throws IOException {
        List<Object> launched = new ArrayList<>();
        InVmConnector connector = new InVmConnector((brokerName, options) -> {
            launched.add(brokerName);
            launched.add(options);
            return acceptor;
        });

        connector.connect(address(), client, SECOND);
        connector.connect(address(), client, SECOND);

        assertThat(launched).containsExactly(name, Map.of("durability", "memory"));
    }

    @Test
    void launchesNoOtherBrokerInThePlaceOfOneThatTheApplicationStarted() throws IOException {
        InVmRegistry.register(name, acceptor);
        InVmRegistry.unregister(name, acceptor);
        InVmConnector connector = new InVmConnector((launched, options) -> acceptor);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> connector.connect(address(), client, SECOND))
                .withMessageContaining(name)
                .withMessageContaining("Start it again");

        InVmRegistry.register(name, acceptor);
        assertThat(connector.connect(address(), client, SECOND).writable()).isTrue();
    }

    @Test
    void acceptsALaunchedBrokerThatRegistersItself() throws IOException {
        InVmConnector connector = new InVmConnector((brokerName, options) -> {
            InVmRegistry.register(brokerName, acceptor);
            return acceptor;
        });

        connector.connect(address(), client, SECOND).send(new Ping(1));

        assertThat(broker.heard).containsExactly(new Ping(1));
    }

    @Test
    void launchesOneBrokerForManyClientsAtOnce() throws Exception {
        AtomicInteger launches = new AtomicInteger();
        InVmConnector connector = new InVmConnector((brokerName, options) -> {
            launches.incrementAndGet();
            return acceptor;
        });
        for (int round = 0; round < 200; round++) {
            together(4, index -> () -> connector.connect(address(), new RecordingListener(), 10 * SECOND));

            assertThat(launches).hasValue(round + 1);
            assertThat(InVmRegistry.unregister(name, acceptor)).isTrue();
        }
    }

    @Test
    void triesAgainAfterALaunchThatFailed() throws IOException {
        AtomicInteger launches = new AtomicInteger();
        InVmConnector connector = new InVmConnector((brokerName, options) -> {
            if (launches.incrementAndGet() == 1) {
                throw new IOException("The data directory is in use.");
            }
            return acceptor;
        });

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> connector.connect(address(), client, SECOND))
                .withMessage("The data directory is in use.");
        assertThat(connector.connect(address(), client, SECOND)).isNotNull();
    }

    @Test
    void tellsThoseWhoWaitForALaunchThatItFailed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch failing = new CountDownLatch(1);
        InVmConnector connector = new InVmConnector((brokerName, options) -> {
            begun.countDown();
            try {
                failing.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            throw new IOException("The disk is full.");
        });
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<Channel> first = executor.submit(() -> connector.connect(address(), client, SECOND));
            begun.await();

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> connector.connect(address(), client, 1))
                    .withMessageContaining("being started by another thread");
            failing.countDown();

            assertThat(first)
                    .failsWithin(10, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withMessageContaining("disk is full");
        } finally {
            executor.shutdownNow();
        }
    }

    private Channel connect() throws IOException {
        InVmRegistry.register(name, acceptor);
        return new InVmConnector().connect(address(), client, SECOND);
    }

    private LinkAddress address() {
        return new LinkAddress("vm", name, 0, Map.of("durability", "memory"));
    }

    private interface Job {
        Callable<?> of(int index);
    }

    private static void together(int count, Job job) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(count);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Callable<?> task = job.of(i);
                running.add(executor.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            start.countDown();
            for (Future<?> future : running) {
                future.get(10, TimeUnit.SECONDS);
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
