package io.chasqui.systemtests;

import io.chasqui.testkit.history.Outcome;
import io.chasqui.testkit.history.Terms;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.SplittableRandom;

/** Sends persistent messages that expire, are delayed or belong to groups, each for itself. */
final class TermedSends implements Turn {
    /** Draws what a message is to be like; the time of its sending is left open. */
    interface Draw {
        Terms next(SplittableRandom random);
    }

    /** A producer, the name of its destination in the history, and what its messages are like. */
    record Target(MessageProducer producer, String destination, Draw draw) {}

    private final SingleSends.Tools tools;
    private final Session session;
    private final Target target;
    private final SplittableRandom random;

    TermedSends(SingleSends.Tools tools, Session session, Target target, SplittableRandom random) {
        this.tools = tools;
        this.session = session;
        this.target = target;
        this.random = random;
    }

    @Override
    public boolean run() throws JMSException {
        if (tools.budget().take(1)) {
            send(target.draw().next(random));
        }
        return tools.scene().producing();
    }

    private void send(Terms drawn) throws JMSException {
        MessageMaker.Made made = tools.maker().next(session);
        if (drawn.group() != null) {
            made.message().setStringProperty("JMSXGroupID", drawn.group());
        }
        target.producer().setDeliveryDelay(drawn.delayMillis());
        target.producer().setTimeToLive(drawn.timeToLiveMillis());
        Terms terms =
                new Terms(drawn.group(), System.currentTimeMillis(), drawn.delayMillis(), drawn.timeToLiveMillis());
        tools.notebook().sending(made, target.destination(), true, terms);
        try {
            target.producer().send(made.message());
            tools.notebook().settle(Outcome.CONFIRMED);
        } catch (JMSException e) {
            tools.notebook().settle(Outcome.UNKNOWN);
            throw e;
        }
    }
}
