package io.chasqui.broker.loop;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lets Lincheck try the interleavings of a few threads that share a baton. */
public class BatonLincheckTest {
    @Test
    void doesTheWorkOfTwoSubmittersOnceAndInTheirOrder() {
        Interleavings.check(() -> {
            Worker worker = new Worker();

            Thread other = Interleavings.start(() -> worker.bring(11, 12));
            worker.bring(21);
            Interleavings.join(other);

            worker.hasDoneAll(11, 12, 21);
            Interleavings.claim(worker.done.indexOf(11) < worker.done.indexOf(12), "11 before 12", worker.done);
        });
    }

    @Test
    void letsOneThreadWorkAtATime() {
        Interleavings.check(() -> {
            Worker worker = new Worker();

            Thread other = Interleavings.start(() -> worker.bring(1));
            worker.bring(2);
            Interleavings.join(other);

            worker.hasDoneAll(1, 2);
        });
    }

    @Test
    void letsNobodyWorkOnceItWasEndedAndTaken() {
        Interleavings.check(() -> {
            Worker worker = new Worker();

            Thread other = Interleavings.start(() -> worker.bring(1, 2));
            worker.baton.end();
            while (!worker.baton.take()) {
                Thread.onSpinWait();
            }
            List<Integer> doneWhenTaken = new ArrayList<>(worker.done);
            Interleavings.join(other);

            Interleavings.claim(worker.done.equals(doneWhenTaken), "nothing beyond " + doneWhenTaken, worker.done);
        });
    }

    /** Plain fields, as the baton alone has to keep its holders apart. */
    private static final class Worker {
        final List<Integer> done = new ArrayList<>();
        final Baton baton = new Baton(this::hold);
        boolean overlapped;
        private boolean working;

        /** Submits work and runs after each piece, as connections do. */
        void bring(int... numbers) {
            for (int number : numbers) {
                baton.submit(() -> done.add(number));
                baton.run();
            }
        }

        void hasDoneAll(Integer... numbers) {
            List<Integer> sorted = new ArrayList<>(done);
            sorted.sort(null);
            Interleavings.claim(!overlapped, "one holder at a time", "two");
            Interleavings.claim(sorted.equals(List.of(numbers)), "each of " + List.of(numbers) + " once", done);
        }

        private void hold() {
            overlapped |= working;
            working = true;
            for (Runnable work = baton.poll(); work != null; work = baton.poll()) {
                work.run();
            }
            working = false;
        }
    }
}
