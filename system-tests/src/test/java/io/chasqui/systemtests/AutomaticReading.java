package io.chasqui.systemtests;

import io.chasqui.testkit.history.Outcome;
import jakarta.jms.JMSException;
import jakarta.jms.Message;

/** Reads with {@code AUTO_ACKNOWLEDGE}; no call tells whether an acknowledgement has arrived, so all stay unknown. */
final class AutomaticReading implements Turn {
    private static final long WAIT_MILLIS = 400;

    private final Scene scene;
    private final Notebook notebook;
    private final TransactedReading.Reader reader;

    AutomaticReading(Scene scene, Notebook notebook, TransactedReading.Reader reader) {
        this.scene = scene;
        this.notebook = notebook;
        this.reader = reader;
    }

    @Override
    public boolean run() throws JMSException {
        Message message = reader.consumer().receive(WAIT_MILLIS);
        if (message == null) {
            return scene.consuming();
        }
        notebook.received(message, reader.source());
        notebook.settle(Outcome.UNKNOWN);
        scene.progressed();
        return true;
    }
}
