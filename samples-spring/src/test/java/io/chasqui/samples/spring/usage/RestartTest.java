package io.chasqui.samples.spring.usage;

import static io.chasqui.protocol.frame.FrameKind.OPEN_SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.support.JmsHeaders;
import org.springframework.messaging.handler.annotation.Header;

/** The broker goes away and comes back under applications that go on. */
class RestartTest {
    @RegisterExtension
    static final BrokerBehindPort BROKER = new BrokerBehindPort();

    /** Holds the first message until the broker is back. */
    static final class Pause {
        private final CountDownLatch over = new CountDownLatch(1);

        void await() throws InterruptedException {
            if (!over.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The broker was not restarted.");
            }
        }
    }

    /** Does nothing but listen. */
    @Configuration(proxyBeanMethods = false)
    @Import({Inbox.class, Pause.class})
    static final class Slow {
        private final Inbox inbox;
        private final Pause pause;

        Slow(Inbox inbox, Pause pause) {
            this.inbox = inbox;
            this.pause = pause;
        }

        @JmsListener(destination = "slow-${pooling}")
        void take(String text) throws InterruptedException {
            inbox.add(text);
            pause.await();
        }
    }

    @ParameterizedTest
    @EnumSource(Pooling.class)
    void missesNothingAndRepeatsOnlyWhatWasUnderWay(Pooling pooling) throws InterruptedException, IOException {
        String queue = "slow-" + pooling;
        try (ConfigurableApplicationContext application =
                Boot.run(BROKER.url(), pooling, Slow.class, "pooling=" + pooling)) {
            JmsTemplate template = application.getBean(JmsTemplate.class);
            Inbox inbox = application.getBean(Inbox.class);
            template.convertAndSend(queue, "under way");
            template.convertAndSend(queue, "waiting");
            assertThat(inbox.next()).isEqualTo("under way");

            BROKER.stop();
            BROKER.startAgain();
            application.getBean(Pause.class).over.countDown();
            template.convertAndSend(queue, "new");
            Awaitility.await().until(() -> BROKER.waiting(queue) == 0);

            List<String> heard = inbox.next(inbox.size());
            heard.remove("under way"); // the commit may have come too late for the broker's first life
            assertThat(heard).containsExactly("waiting", "new");
        }
    }

    /** Sends on what it hears, in the same transaction. */
    @Configuration(proxyBeanMethods = false)
    @Import({Inbox.class, Pause.class})
    static final class Sending {
        private final Inbox inbox;
        private final Pause pause;

        Sending(Inbox inbox, Pause pause) {
            this.inbox = inbox;
            this.pause = pause;
        }

        @JmsListener(destination = "sending")
        void take(String text, Session session, @Header(JmsHeaders.REDELIVERED) boolean redelivered)
                throws JMSException, InterruptedException {
            try (MessageProducer producer = session.createProducer(session.createQueue("sent"))) {
                producer.send(session.createTextMessage(text + ", redelivered: " + redelivered));
            }
            inbox.add("sent");
            pause.await();
        }

        @JmsListener(destination = "sent")
        void arrived(String text) {
            inbox.add(text);
        }
    }

    @Test
    void takesATransactionBackThatTheBrokerHasLost() throws InterruptedException, IOException {
        try (ConfigurableApplicationContext application = Boot.run(BROKER.url(), Pooling.NONE, Sending.class)) {
            Inbox inbox = application.getBean(Inbox.class);
            application.getBean(JmsTemplate.class).convertAndSend("sending", "one");
            assertThat(inbox.next()).isEqualTo("sent");

            BROKER.stop();
            BROKER.startAgain();
            Awaitility.await()
                    .until(() -> Collections.frequency(BROKER.turnstile().frames(), OPEN_SESSION) == 2);
            application.getBean(JmsTemplate.class).convertAndSend("other", "behind the answers to the sessions");
            application.getBean(Pause.class).over.countDown();

            assertThat(inbox.next()).isEqualTo("sent");
            assertThat(inbox.next()).isEqualTo("one, redelivered: true");
            Awaitility.await().until(() -> BROKER.waiting("sending") == 0 && BROKER.waiting("sent") == 0);
            assertThat(inbox.size()).isZero();
        }
    }
}
