package io.chasqui.broker.loop;

import io.chasqui.broker.endpoint.Admission;
import io.chasqui.broker.security.Authenticator;
import io.chasqui.protocol.ErrorCode;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where users are checked. What the authenticator knows by heart is answered at once; the rest waits in a short line for a
 * few threads that live only as long as somebody waits. So neither I/O threads nor the shard ever compute a hash, and
 * somebody who tries passwords costs the broker these threads at most, and whoever comes while the line is full is sent
 * away for the price of a frame.
 */
public final class Doorway implements Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Doorway.class);
    private static final int LINE_LIMIT = 64;

    private final Authenticator authenticator;
    private final String threadName;
    private final int threadLimit;
    private final BlockingQueue<Request> line = new ArrayBlockingQueue<>(LINE_LIMIT);
    private final AtomicInteger threads = new AtomicInteger();

    /**
     * A doorway.
     *
     * @param authenticator checks credentials
     * @param threadName of its threads
     * @param threadLimit most checks at the same time, at least 1
     */
    public Doorway(Authenticator authenticator, String threadName, int threadLimit) {
        this.authenticator = authenticator;
        this.threadName = threadName;
        this.threadLimit = threadLimit;
    }

    @Override
    public void check(@Nullable String user, @Nullable String password, Answer answer) {
        String known = authenticator.recall(user, password);
        if (known != null) {
            answer.admitted(known);
        } else if (line.offer(new Request(user, password, answer))) {
            openDoor();
        } else {
            answer.refused(
                    ErrorCode.UNAVAILABLE,
                    "Too many users are being checked at this moment (" + LINE_LIMIT + " wait). Try again.");
        }
    }

    private void openDoor() {
        if (takePlace()) {
            Thread thread = new Thread(this::work, threadName);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private boolean takePlace() {
        int now = threads.get();
        while (now < threadLimit) {
            if (threads.compareAndSet(now, now + 1)) {
                return true;
            }
            now = threads.get();
        }
        return false;
    }

    /** Works off the line; whoever joined it after the last look is seen by the look after the place was given back. */
    private void work() {
        do {
            for (Request request = line.poll(); request != null; request = line.poll()) {
                request.answer(authenticator);
            }
            threads.decrementAndGet();
        } while (!line.isEmpty() && takePlace());
    }

    private record Request(@Nullable String user, @Nullable String password, Answer answer) {
        void answer(Authenticator authenticator) {
            String name;
            try {
                name = authenticator.authenticate(user, password);
            } catch (RuntimeException failure) { // an authenticator of somebody else's must not cost a place
                LOG.error("A user could not be checked.", failure);
                answer.refused(ErrorCode.UNAVAILABLE, "The broker could not check the user; its log says why.");
                return;
            }
            Admission.tell(name, user, answer);
        }
    }
}
