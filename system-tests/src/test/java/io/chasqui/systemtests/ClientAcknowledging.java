package io.chasqui.systemtests;

import io.chasqui.testkit.history.Outcome;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.SplittableRandom;

/** Reads with {@code CLIENT_ACKNOWLEDGE}: acknowledges every few messages, now and then recovers instead. */
final class ClientAcknowledging implements Turn {
    private static final int RECOVER_ONE_IN = 12;
    private static final int LONGEST = 10;
    private static final long WAIT_MILLIS = 400;

    private final Scene scene;
    private final Notebook notebook;
    private final TransactedReading.Reader reader;
    private final SplittableRandom random;

    ClientAcknowledging(Scene scene, Notebook notebook, TransactedReading.Reader reader, SplittableRandom random) {
        this.scene = scene;
        this.notebook = notebook;
        this.reader = reader;
        this.random = random;
    }

    @Override
    public boolean run() throws JMSException {
        int length = 1 + random.nextInt(LONGEST);
        Message last = null;
        for (int i = 0; i < length; i++) {
            Message message = reader.consumer().receive(WAIT_MILLIS);
            if (message == null) {
                break;
            }
            last = message;
            notebook.received(message, reader.source());
        }
        if (last == null) {
            return scene.consuming();
        }
        if (random.nextInt(RECOVER_ONE_IN) == 0) {
            recover();
        } else {
            acknowledge(last);
        }
        return true;
    }

    private void acknowledge(Message last) throws JMSException {
        try {
            last.acknowledge();
            notebook.settle(Outcome.CONFIRMED);
        } catch (IllegalStateException e) {
            notebook.settle(Outcome.UNKNOWN);
            throw e;
        } catch (JMSException e) {
            // A delivery that the session lost by a crash refuses the whole acknowledgement.
            notebook.settle(Outcome.UNKNOWN);
            reader.session().recover();
        }
    }

    private void recover() throws JMSException {
        try {
            reader.session().recover();
            notebook.settle(Outcome.FAILED);
        } catch (JMSException e) {
            notebook.settle(Outcome.UNKNOWN);
            throw e;
        }
    }
}
