package io.chasqui.samples.spring.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import io.chasqui.jms.ChasquiXAConnectionFactory;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.messaginghub.pooled.jms.JmsPoolXAConnectionFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.support.JmsHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.transaction.jta.JtaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Listeners and templates in global transactions, with Narayana as the transaction manager. */
class JtaTest {
    @RegisterExtension
    static final BrokerBehindPort NEAR = new BrokerBehindPort();

    @RegisterExtension
    static final BrokerBehindPort FAR = new BrokerBehindPort();

    private ConfigurableApplicationContext application;
    private JmsTemplate template;
    private TransactionTemplate transaction;

    // tag::jta[]
    /** One transaction manager; pools whose sessions join its transactions. */
    @Configuration(proxyBeanMethods = false)
    static final class Jta {
        @Bean
        JtaTransactionManager transactionManager() {
            return new JtaTransactionManager(
                    com.arjuna.ats.jta.UserTransaction.userTransaction(),
                    com.arjuna.ats.jta.TransactionManager.transactionManager());
        }

        @Bean(destroyMethod = "stop")
        @Primary
        JmsPoolXAConnectionFactory connectionFactory(
                JtaTransactionManager manager, @Value("${chasqui.url}") String url) {
            return pool(manager.getTransactionManager(), url);
        }

        @Bean(destroyMethod = "stop")
        JmsPoolXAConnectionFactory farConnectionFactory(
                JtaTransactionManager manager, @Value("${chasqui.far.url}") String url) {
            return pool(manager.getTransactionManager(), url);
        }

        private static JmsPoolXAConnectionFactory pool(TransactionManager manager, String url) {
            JmsPoolXAConnectionFactory pool = new JmsPoolXAConnectionFactory();
            pool.setTransactionManager(manager);
            pool.setConnectionFactory(new ChasquiXAConnectionFactory(url));
            return pool;
        }
    }
    // end::jta[]

    /** Carries messages from one broker to the other, and fails with the first delivery of each. */
    @Configuration(proxyBeanMethods = false)
    @Import({Jta.class, Inbox.class})
    static final class Ferry {
        private final JmsTemplate far;
        private final Inbox inbox;

        Ferry(@Qualifier("farConnectionFactory") JmsPoolXAConnectionFactory farConnectionFactory, Inbox inbox) {
            this.far = new JmsTemplate(farConnectionFactory);
            this.inbox = inbox;
        }

        @JmsListener(destination = "ferry")
        void carry(String text, @Header(JmsHeaders.REDELIVERED) boolean redelivered) {
            far.convertAndSend("landed", text + ", redelivered: " + redelivered);
            inbox.add(text);
            if (!redelivered) {
                throw new IllegalArgumentException("not the first time");
            }
        }
    }

    @BeforeEach
    void start() {
        Path store = Path.of("target", "narayana-" + ProcessHandle.current().pid());
        for (String name : List.of("default", "communicationStore", "stateStore")) {
            BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, name)
                    .setObjectStoreDir(store.toString());
        }
        application = new SpringApplicationBuilder(Boot.Base.class, Ferry.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--chasqui.url=" + NEAR.url(),
                        "--chasqui.far.url=" + FAR.url(),
                        "--spring.jms.listener.receive-timeout=100ms",
                        "--logging.level.org.springframework.jms=off",
                        "--logging.level.com.arjuna=error");
        template = application.getBean(JmsTemplate.class);
        template.setReceiveTimeout(5_000);
        transaction = new TransactionTemplate(application.getBean(JtaTransactionManager.class));
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void carriesMessagesBetweenBrokersOnce() throws InterruptedException {
        JmsTemplate far =
                new JmsTemplate(application.getBean("farConnectionFactory", JmsPoolXAConnectionFactory.class));
        far.setReceiveTimeout(15_000);

        template.convertAndSend("ferry", "one");
        template.convertAndSend("ferry", "two");

        assertThat(List.of(far.receiveAndConvert("landed"), far.receiveAndConvert("landed")))
                .containsExactlyInAnyOrder("one, redelivered: true", "two, redelivered: true");
        assertThat(application.getBean(Inbox.class).next(4)).containsOnly("one", "two");
        Awaitility.await().until(() -> NEAR.waiting("ferry") == 0 && FAR.waiting("landed") == 0);
    }

    @Test
    void bindsTemplatesToTheTransaction() {
        template.convertAndSend("orders", "order");

        transaction.executeWithoutResult(status -> {
            template.convertAndSend("replies", "never: " + template.receiveAndConvert("orders"));
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(
                status -> template.convertAndSend("replies", "to " + template.receiveAndConvert("orders")));

        assertThat(template.receiveAndConvert("replies")).isEqualTo("to order");
        Awaitility.await().until(() -> NEAR.waiting("orders") == 0 && NEAR.waiting("replies") == 0);
    }
}
