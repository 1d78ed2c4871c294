package io.chasqui.systemtests;

import io.chasqui.testkit.history.ContentDigest;
import io.chasqui.testkit.history.Outcome;
import io.chasqui.testkit.history.Receipt;
import io.chasqui.testkit.history.SentMessage;
import io.chasqui.testkit.history.WorkUnit;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Map;

/** Writes one client's lines of the history, unit by unit. */
final class Notebook {
    private final String owner;
    private final boolean transacted;
    private final Scene scene;
    private WorkUnit unit;
    private long units;
    private int entries;

    Notebook(String owner, boolean transacted, Scene scene) {
        this.owner = owner;
        this.transacted = transacted;
        this.scene = scene;
        this.unit = new WorkUnit(owner, ++units, transacted);
    }

    /** A new session begins: nobody will ever settle what the one before left open. */
    void startOver() {
        if (entries > 0) {
            settle(Outcome.UNKNOWN);
        }
    }

    /** The message is about to be sent in the current unit. */
    void sending(MessageMaker.Made made, String destination, boolean persistent) {
        entries++;
        scene.history()
                .attempted(
                        new SentMessage(made.key(), destination, unit, 4, persistent, false, made.digest(), Map.of()));
    }

    /** The message has come in the current unit. */
    void received(Message message, String source) throws JMSException {
        entries++;
        scene.history()
                .received(new Receipt(
                        source,
                        owner,
                        MessageMaker.keyOf(message),
                        message.getJMSMessageID(),
                        message.getJMSRedelivered(),
                        message.getIntProperty("JMSXDeliveryCount"),
                        ContentDigest.of(message),
                        unit));
    }

    /** Messages sent and received in the current unit. */
    int entries() {
        return entries;
    }

    /** The current unit has ended; a new one begins. */
    void settle(Outcome outcome) {
        scene.history().settled(unit, outcome);
        if (outcome == Outcome.CONFIRMED) {
            scene.progressed();
        }
        unit = new WorkUnit(owner, ++units, transacted);
        entries = 0;
    }
}
