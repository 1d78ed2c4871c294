package io.chasqui.systemtests;

import io.chasqui.testkit.history.ContentDigest;
import io.chasqui.testkit.history.Outcome;
import io.chasqui.testkit.history.Receipt;
import io.chasqui.testkit.history.SentMessage;
import io.chasqui.testkit.history.Terms;
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
        sending(made, destination, persistent, Terms.NONE);
    }

    /** The message is about to be sent in the current unit, with its times and its group. */
    void sending(MessageMaker.Made made, String destination, boolean persistent, Terms terms) {
        entries++;
        scene.history()
                .attempted(
                        new SentMessage(made.key(), destination, unit, 4, persistent, made.digest(), Map.of(), terms));
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
                        unit,
                        System.currentTimeMillis(),
                        message.getJMSExpiration()));
    }

    /** Messages sent and received in the current unit. */
    int entries() {
        return entries;
    }

    /** The call that ends the current unit begins. */
    void ending() {
        scene.history().ending(unit);
    }

    /** The call that ends a unit that was put aside begins. */
    void ending(WorkUnit left) {
        scene.history().ending(left);
    }

    /** Puts the current unit aside, open; a new one begins. */
    WorkUnit leave() {
        WorkUnit left = unit;
        unit = new WorkUnit(owner, ++units, transacted);
        entries = 0;
        return left;
    }

    /** The current unit has ended; a new one begins. */
    void settle(Outcome outcome) {
        settle(leave(), outcome);
    }

    /** A unit that was put aside has ended. */
    void settle(WorkUnit left, Outcome outcome) {
        scene.history().settled(left, outcome);
        if (outcome == Outcome.CONFIRMED) {
            scene.progressed();
        }
    }
}
