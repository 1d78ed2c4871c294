package io.chasqui.systemtests;

import io.chasqui.testkit.history.Outcome;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Listens with {@code AUTO_ACKNOWLEDGE}, and now and then fails on purpose, so that the message has to come again. No call
 * tells whether an acknowledgement has arrived, so all that did not fail stay unknown.
 */
final class AutomaticReading implements Turn, MessageListener {
    private static final int FAIL_ONE_IN = 80;
    private static final long WAIT_MILLIS = 400;

    private final Scene scene;
    private final Notebook notebook;
    private final TransactedReading.Reader reader;
    private final SplittableRandom random;
    private final BlockingQueue<Message> seen = new LinkedBlockingQueue<>();

    AutomaticReading(Scene scene, Notebook notebook, TransactedReading.Reader reader, SplittableRandom random) {
        this.scene = scene;
        this.notebook = notebook;
        this.reader = reader;
        this.random = random;
    }

    /** Begins to listen. */
    AutomaticReading listening() throws JMSException {
        reader.consumer().setMessageListener(this);
        return this;
    }

    @Override
    public void onMessage(Message message) {
        try {
            notebook.received(message, reader.source());
        } catch (JMSException e) {
            throw new IllegalStateException("A received message cannot be read.", e);
        }
        seen.add(message);
        if (random.nextInt(FAIL_ONE_IN) == 0) {
            notebook.settle(Outcome.FAILED);
            throw new IllegalStateException("This listener fails on purpose.");
        }
        notebook.settle(Outcome.UNKNOWN);
        scene.progressed();
    }

    /** Waits for a while without a message. */
    @Override
    public boolean run() {
        try {
            return seen.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS) != null || scene.consuming();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
