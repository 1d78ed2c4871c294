package io.chasqui.systemtests;

import io.chasqui.jms.ChasquiXAConnectionFactory;
import io.chasqui.testkit.history.Outcome;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.util.SplittableRandom;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;

/**
 * Moves messages from one queue to another in branches that are prepared first and ended later, some by rollback. A few
 * wait between the two, so that most crashes find some. A connection that fails is replaced, and what is in doubt then is
 * ended as it was decided before.
 */
final class BranchWorker implements Actor {
    private static final int ROLLBACK_ONE_IN = 5;
    private static final int LONGEST = 3;
    private static final int MOST_WAITING = 4;
    private static final int CONNECTION_LIMIT = 2_000;
    private static final long WAIT_MILLIS = 100;

    private final String from;
    private final String to;
    private final ChasquiXAConnectionFactory factory;
    private final SingleSends.Tools tools;
    private final Branches branches;
    private final SplittableRandom random;
    private int names;

    BranchWorker(
            String from,
            String to,
            ChasquiXAConnectionFactory factory,
            SingleSends.Tools tools,
            SplittableRandom random) {
        this.from = from;
        this.to = to;
        this.factory = factory;
        this.tools = tools;
        this.branches = new Branches(tools.scene(), tools.notebook());
        this.random = random;
    }

    @Override
    public String name() {
        return "branches";
    }

    @Override
    public void run() {
        for (int i = 0; i < CONNECTION_LIMIT; i++) {
            if (workOnOneConnection()) {
                return;
            }
        }
        tools.scene().trouble(name(), new IllegalStateException("gave up after " + CONNECTION_LIMIT + " connections"));
    }

    private boolean workOnOneConnection() {
        try (XAConnection connection = factory.createXAConnection()) {
            XASession session = connection.createXASession();
            branches.recover(session.getXAResource());
            connection.start();
            workWhileProducing(session);
            end(session.getXAResource());
            return true;
        } catch (JMSException | XAException e) {
            if (tools.notebook().entries() > 0) {
                tools.notebook().settle(Outcome.FAILED); // its prepare was not even begun
            }
            return false;
        }
    }

    private void workWhileProducing(XASession session) throws JMSException, XAException {
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(from));
                MessageProducer producer = session.createProducer(session.createQueue(to))) {
            while (tools.scene().producing()) {
                if (tools.budget().take(1)) {
                    work(session, consumer, producer);
                }
            }
        }
    }

    private void work(XASession session, MessageConsumer consumer, MessageProducer producer)
            throws JMSException, XAException {
        XAResource resource = session.getXAResource();
        BranchName branch = new BranchName("branch-" + ++names);
        resource.start(branch, XAResource.TMNOFLAGS);
        for (int i = random.nextInt(LONGEST); i >= 0; i--) {
            MessageMaker.Made made = tools.maker().next(session);
            tools.notebook().sending(made, to, true);
            producer.send(made.message());
        }
        for (int i = random.nextInt(LONGEST); i >= 0; i--) {
            Message message = consumer.receive(WAIT_MILLIS);
            if (message != null) {
                tools.notebook().received(message, from);
            }
        }
        resource.end(branch, XAResource.TMSUCCESS);
        branches.prepare(resource, branch, random.nextInt(ROLLBACK_ONE_IN) != 0);
        for (int most = random.nextInt(MOST_WAITING + 1); branches.waiting() > most; ) {
            branches.endOldest(resource);
        }
    }

    private void end(XAResource resource) throws XAException {
        while (branches.waiting() > 0) {
            branches.endOldest(resource);
        }
        branches.checkEnd(resource);
    }
}
