package io.chasqui.broker.loop;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Lets Lincheck try the interleavings of those who offer work in a burst, and of the thread that takes it. */
public class TurnThreadLincheckTest {
    @Test
    void doesAllThatIsOfferedInABurst() {
        Interleavings.check(() -> {
            Scene scene = new Scene(0);

            Thread other = Interleavings.start(() -> scene.bring(2));
            scene.bring(2);
            Interleavings.join(other);

            scene.endsWithAllDone(4);
        });
    }

    @Test
    void doesAllThatIsOfferedWhileSomebodyElseWorks() {
        Interleavings.check(() -> {
            Scene scene = new Scene(0);

            Thread other = Interleavings.start(() -> {
                scene.submit();
                scene.baton.run();
            });
            scene.bring(2);
            Interleavings.join(other);

            scene.endsWithAllDone(3);
        });
    }

    @Test
    void doesAllThatIsOfferedNowAndThen() {
        Interleavings.check(() -> {
            Scene scene = new Scene(TurnThread.BURST_NANOS);

            Thread other = Interleavings.start(() -> scene.bring(1));
            scene.bring(2);
            Interleavings.join(other);

            scene.endsWithAllDone(3);
        });
    }

    private static final class Scene {
        final AtomicInteger done = new AtomicInteger();
        final Baton baton = new Baton(this::hold);
        private final AtomicLong now = new AtomicLong();
        private final TurnThread turns;
        private final Thread thread;

        Scene(long stepNanos) {
            turns = new TurnThread(baton, () -> now.getAndAdd(stepNanos), failure -> {
                throw new AssertionError(failure);
            });
            thread = Interleavings.start(turns);
        }

        void bring(int count) {
            for (int i = 0; i < count; i++) {
                submit();
                turns.offer();
            }
        }

        void submit() {
            baton.submit(done::incrementAndGet);
        }

        /** Nothing more is offered: what is not done then stays undone, and this never ends. */
        void endsWithAllDone(int count) {
            while (done.get() < count) {
                Thread.onSpinWait();
            }
            turns.stop();
            Interleavings.join(thread);
            Interleavings.claim(done.get() == count, count + " pieces of work", done);
        }

        private void hold() {
            for (Runnable work = baton.poll(); work != null; work = baton.poll()) {
                work.run();
            }
        }
    }
}
