package io.chasqui.jms.client;

import io.chasqui.protocol.frame.Frame;
import io.chasqui.protocol.frame.LinkFrame.Ping;
import io.chasqui.protocol.frame.SessionCommand.Send;
import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.transport.Channel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

/** Lets Lincheck try the interleavings of two threads that send over one session. */
public class OutboxLincheckTest {
    private static final int LIMIT = 250;
    private static final Frame AWAITED = new Ping(1);
    private static final String FLUSH = "flush";

    @Test
    void pushesOutAtOnceWhatSomebodyWaitsForBesideASendWithoutHaste() {
        check(outbox -> {
            outbox.add(new Ping(0));
            outbox.drainSoon();
        });
    }

    @Test
    void pushesOutAtOnceWhatSomebodyWaitsForBesideMuchInATransaction() {
        Frame large = new Send(1, 1, 1, Destination.queue("q"), true, new byte[40_000]);
        check(outbox -> {
            outbox.add(large);
            outbox.drain(false);
        });
    }

    @Test
    void saysWhatItHasLeftForCompanyWhileAnotherThreadSends() {
        check(outbox -> outbox.drain(false), outbox -> {
            outbox.add(AWAITED);
            return outbox.drainForCompany();
        });
    }

    private static void check(Consumer<Outbox> sender) {
        check(sender, outbox -> {
            outbox.add(AWAITED);
            outbox.drain(true);
            return false;
        });
    }

    /** Whoever sends the frame says whether it is left for somebody else to push out. */
    private static void check(Consumer<Outbox> sender, Predicate<Outbox> awaiting) {
        Lincheck.runConcurrentTest(LIMIT, () -> {
            Recorder recorder = new Recorder();
            Outbox outbox = new Outbox(new PushedChannel(recorder));

            Thread other = new Thread(() -> sender.accept(outbox));
            other.start();
            boolean left = awaiting.test(outbox);
            join(other);

            List<Object> heard = recorder.heard;
            if (!left
                    && !heard.subList(heard.indexOf(AWAITED) + 1, heard.size()).contains(FLUSH)) {
                throw new AssertionError("Expected a flush after " + AWAITED + ", but found " + heard);
            }
        });
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the other thread.", interrupted);
        }
    }

    private static final class Recorder implements Channel {
        final List<Object> heard = new CopyOnWriteArrayList<>();

        @Override
        public void send(Frame frame) {
            heard.add(frame);
        }

        @Override
        public void flush() {
            heard.add(FLUSH);
        }

        @Override
        public void flushSoon() {
            heard.add("flush soon");
        }

        @Override
        public boolean writable() {
            return true;
        }

        @Override
        public void close() {
            // nothing to free
        }

        @Override
        public String peer() {
            return "recorder";
        }
    }
}
