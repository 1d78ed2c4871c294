package io.chasqui.systemtests;

import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import java.util.SplittableRandom;

/** Sends transactions of a few messages to one or several destinations, and rolls some of them back. */
final class TransactedSends implements Turn {
    /** A producer and the name of its destination in the history. */
    record Target(MessageProducer producer, String destination) {}

    private static final int ROLLBACK_ONE_IN = 8;
    private static final int LONGEST = 12;

    private final SingleSends.Tools tools;
    private final Session session;
    private final Transaction transaction;
    private final List<Target> targets;
    private final SplittableRandom random;

    TransactedSends(SingleSends.Tools tools, Session session, List<Target> targets, SplittableRandom random) {
        this.tools = tools;
        this.session = session;
        this.transaction = new Transaction(session, tools.notebook());
        this.targets = targets;
        this.random = random;
    }

    @Override
    public boolean run() throws JMSException {
        int length = 1 + random.nextInt(LONGEST);
        if (tools.budget().take(length)) {
            for (int i = 0; i < length; i++) {
                Target target = targets.get(i % targets.size());
                MessageMaker.Made made = tools.maker().next(session);
                tools.notebook().sending(made, target.destination(), true);
                target.producer().send(made.message());
            }
            end();
        }
        return tools.scene().producing();
    }

    private void end() throws JMSException {
        if (random.nextInt(ROLLBACK_ONE_IN) == 0) {
            transaction.rollback();
        } else {
            transaction.commit();
        }
    }
}
