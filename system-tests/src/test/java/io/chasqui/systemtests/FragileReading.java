package io.chasqui.systemtests;

import jakarta.jms.JMSException;
import jakarta.jms.Message;

/** Reads one message a transaction and fails for some of them whenever they come, until they are set aside. */
final class FragileReading implements Turn {
    private static final int FAIL_ONE_IN = 4;
    private static final long WAIT_MILLIS = 400;

    private final Scene scene;
    private final Notebook notebook;
    private final TransactedReading.Reader reader;
    private final Transaction transaction;

    FragileReading(Scene scene, Notebook notebook, TransactedReading.Reader reader) {
        this.scene = scene;
        this.notebook = notebook;
        this.reader = reader;
        this.transaction = new Transaction(reader.session(), notebook);
    }

    @Override
    public boolean run() throws JMSException {
        Message message = reader.consumer().receive(WAIT_MILLIS);
        if (message == null) {
            return scene.consuming();
        }
        notebook.received(message, reader.source());
        if (MessageMaker.keyOf(message).sequence() % FAIL_ONE_IN == 0) {
            transaction.rollback();
        } else {
            transaction.commit();
        }
        return true;
    }
}
