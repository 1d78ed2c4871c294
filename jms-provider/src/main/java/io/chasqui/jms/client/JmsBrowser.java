package io.chasqui.jms.client;

import io.chasqui.jms.destination.ChasquiDestination;
import io.chasqui.protocol.frame.ConsumerKind;
import io.chasqui.protocol.message.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A queue browser (Jakarta Messaging 3.1 §6.2.9): looks at messages and takes none. Each enumeration is a walk of its own,
 * over what is in the queue when its first message is asked for. It works whether the connection is started or not.
 */
final class JmsBrowser implements QueueBrowser {
    private final SessionCore session;
    private final Queue queue;
    private final ConsumerSpec spec;
    private final List<BrowserWalk> walks = new CopyOnWriteArrayList<>();
    private @Nullable BrowserWalk unused;
    private volatile boolean closed;

    private JmsBrowser(SessionCore session, Queue queue, ConsumerSpec spec) {
        this.session = session;
        this.queue = queue;
        this.spec = spec;
    }

    /**
     * A browser whose first walk the broker knows, so that it has checked selector and permission.
     *
     * @throws JMSException if the queue is none, or the broker refuses
     */
    static JmsBrowser open(SessionCore session, @Nullable Queue queue, @Nullable String selector) throws JMSException {
        Destination address = ChasquiDestination.addressOf(queue);
        if (queue == null || !address.isQueue()) {
            throw new InvalidDestinationException("A browser needs a queue but got " + address + ".");
        }
        JmsBrowser browser =
                new JmsBrowser(session, queue, new ConsumerSpec(ConsumerKind.BROWSER, address, null, selector, false));
        browser.unused = browser.walk();
        return browser;
    }

    @Override
    public Queue getQueue() throws JMSException {
        checkOpen();
        return queue;
    }

    @Override
    public @Nullable String getMessageSelector() throws JMSException {
        checkOpen();
        return spec.selector();
    }

    @Override
    public Enumeration<?> getEnumeration() throws JMSException {
        checkOpen();
        BrowserWalk prepared = unused;
        unused = null;
        return prepared == null ? walk() : prepared;
    }

    @Override
    public void close() throws JMSException {
        closed = true;
        walks.forEach(BrowserWalk::close);
    }

    private BrowserWalk walk() throws JMSException {
        BrowserWalk walk = new BrowserWalk(session, spec, walks::remove);
        walks.add(walk);
        return walk;
    }

    private void checkOpen() throws JMSException {
        if (closed || session.isClosed()) {
            throw Failure.closed("queue browser");
        }
    }
}
