package io.chasqui.systemtests.jms;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** JMS calls where no checked exception may come out. */
final class Failing {
    /** A call. */
    interface Action {
        void run() throws JMSException;
    }

    /** A call with a result. */
    interface Call<T> {
        T run() throws JMSException;
    }

    private Failing() {}

    static void run(Action action) {
        try {
            action.run();
        } catch (JMSException failure) {
            throw new AssertionError("The call must not fail.", failure);
        }
    }

    static <T> T get(Call<T> call) {
        try {
            return call.run();
        } catch (JMSException failure) {
            throw new AssertionError("The call must not fail.", failure);
        }
    }

    /** The exception that comes out, or a text when there is none. */
    static Object outcome(Action action) {
        try {
            action.run();
            return "no exception";
        } catch (JMSException expected) {
            return expected;
        }
    }

    /** Waits for a latch that has to open. */
    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Inbox.PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                    .isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError("Nobody interrupts a test.", interrupted);
        }
    }
}
