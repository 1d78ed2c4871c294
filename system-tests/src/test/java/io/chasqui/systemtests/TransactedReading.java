package io.chasqui.systemtests;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Reads a few messages a transaction, sends one on for each if told to, and rolls some transactions back. */
final class TransactedReading implements Turn {
    /** Where a transaction sends on to. */
    record Forward(MessageProducer producer, MessageMaker maker, String destination) {}

    private static final int ROLLBACK_ONE_IN = 10;
    private static final int LONGEST = 15;
    private static final long WAIT_MILLIS = 400;

    private final Scene scene;
    private final Notebook notebook;
    private final Reader reader;
    private final Transaction transaction;
    private final SplittableRandom random;
    private final @Nullable Forward forward;

    TransactedReading(
            Scene scene, Notebook notebook, Reader reader, SplittableRandom random, @Nullable Forward forward) {
        this.scene = scene;
        this.notebook = notebook;
        this.reader = reader;
        this.transaction = new Transaction(reader.session(), notebook);
        this.random = random;
        this.forward = forward;
    }

    /** A consumer, its session, and its name in the history. */
    record Reader(Session session, MessageConsumer consumer, String source) {}

    @Override
    public boolean run() throws JMSException {
        int length = 1 + random.nextInt(LONGEST);
        boolean goOn = true;
        for (int i = 0; i < length && goOn; i++) {
            goOn = readOne();
        }
        if (notebook.entries() == 0) {
            return goOn || scene.consuming();
        }
        if (random.nextInt(ROLLBACK_ONE_IN) == 0) {
            transaction.rollback();
        } else {
            transaction.commit();
        }
        return true;
    }

    private boolean readOne() throws JMSException {
        Message message = reader.consumer().receive(WAIT_MILLIS);
        if (message == null) {
            return false;
        }
        notebook.received(message, reader.source());
        if (forward != null) {
            MessageMaker.Made made = forward.maker().next(reader.session());
            notebook.sending(made, forward.destination(), true);
            forward.producer().send(made.message());
        }
        return true;
    }
}
