package io.chasqui.systemtests.xa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.testkit.Assertion;
import io.chasqui.testkit.ChasquiBroker;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Assertion({"JMS:SPEC:184", "JMS:SPEC:192"})
class NarayanaTest {
    private static final String IN = "in";
    private static final String OUT = "out";

    @RegisterExtension
    private final ChasquiBroker one = new ChasquiBroker();

    @RegisterExtension
    private final ChasquiBroker two = new ChasquiBroker();

    private final TransactionManager manager = TransactionService.manager(TransactionService.ownStore());
    private Participant first;
    private Participant second;
    private Participant observer;

    @BeforeEach
    void connect() throws JMSException {
        first = Participant.at(one.url());
        second = Participant.at(two.url());
        observer = Participant.at(one.url());
    }

    @AfterEach
    void disconnect() throws Exception {
        if (manager.getStatus() != Status.STATUS_NO_TRANSACTION) {
            manager.rollback();
        }
        observer.close();
        second.close();
        first.close();
    }

    @Test
    void commitsOverTwoBrokers() throws Exception {
        observer.send(IN, "a");
        begin(first.resource(), second.resource());
        assertThat(first.receive(IN)).isEqualTo("a");
        second.send(OUT, "b");

        manager.commit();

        assertThat(second.receive(OUT)).isEqualTo("b");
        assertThat(observer.findsNothing(IN)).isTrue();
        assertThat(one.broker().preparedBranches()).isEmpty();
        assertThat(two.broker().preparedBranches()).isEmpty();
    }

    @Test
    void rollsBackOverTwoBrokers() throws Exception {
        observer.send(IN, "a");
        begin(first.resource(), second.resource());
        first.receive(IN);
        second.send(OUT, "b");

        manager.rollback();

        assertThat(second.findsNothing(OUT)).isTrue();
        assertThat(observer.receive(IN)).isEqualTo("a");
    }

    @Test
    void rollsBackWhenAnotherResourceDoesNotPrepare() throws Exception {
        observer.send(IN, "a");
        begin(first.resource(), OtherResource.unwilling());
        first.receive(IN);
        first.send(OUT, "b");

        assertThatThrownBy(manager::commit).isInstanceOf(RollbackException.class);

        assertThat(observer.findsNothing(OUT)).isTrue();
        assertThat(observer.receive(IN)).isEqualTo("a");
        assertThat(one.broker().preparedBranches()).isEmpty();
    }

    @Test
    void preparesBesideAnotherResource() throws Exception {
        OtherResource other = OtherResource.willing();
        begin(first.resource(), other);
        first.send(OUT, "a");

        manager.commit();

        assertThat(other.calls()).containsExactly("start", "end", "prepare", "commit");
        assertThat(observer.receive(OUT)).isEqualTo("a");
    }

    @Test
    void leavesAloneWhatHasChangedNothing() throws Exception {
        OtherResource other = OtherResource.willing();
        begin(first.resource(), other);

        manager.commit();

        assertThat(other.calls()).contains("commit");
        assertThat(one.broker().preparedBranches()).isEmpty();
    }

    @Test
    void commitsInOnePhaseWhenItIsAlone() throws Exception {
        observer.send(IN, "a");
        begin(first.resource());
        first.receive(IN);
        first.send(OUT, "b");

        manager.commit();

        assertThat(observer.receive(OUT)).isEqualTo("b");
        assertThat(observer.findsNothing(IN)).isTrue();
    }

    @Test
    void joinsTwoSessionsOfOneBroker() throws Exception {
        try (Participant third = Participant.at(one.url())) {
            begin(first.resource(), third.resource());
            first.send(OUT, "a");
            third.send(OUT, "b");

            manager.commit();
        }
        assertThat(observer.receive(OUT)).isEqualTo("a");
        assertThat(observer.receive(OUT)).isEqualTo("b");
    }

    @Test
    void worksForAnotherTransactionWhileOneIsSuspended() throws Exception {
        begin(first.resource());
        first.send(OUT, "a");
        manager.getTransaction().delistResource(first.resource(), XAResource.TMSUSPEND);
        Transaction suspended = manager.suspend();
        begin(first.resource());
        first.send(OUT, "x");
        manager.rollback();
        manager.resume(suspended);
        assertThat(manager.getTransaction().enlistResource(first.resource())).isTrue();
        first.send(OUT, "b");

        manager.commit();

        assertThat(observer.receive(OUT)).isEqualTo("a");
        assertThat(observer.receive(OUT)).isEqualTo("b");
        assertThat(observer.findsNothing(OUT)).isTrue();
    }

    @Test
    void rollsBackAfterTheTimeout() throws Exception {
        observer.send(IN, "a");
        manager.setTransactionTimeout(1);
        begin(first.resource());
        manager.setTransactionTimeout(0);
        first.receive(IN);
        first.send(OUT, "b");

        assertThat(observer.receive(IN)).isEqualTo("a");

        assertThatThrownBy(manager::commit).isInstanceOf(RollbackException.class);
        assertThat(observer.findsNothing(OUT)).isTrue();
    }

    @Test
    void listensWithinTransactions() throws Exception {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        MessageConsumer consumer =
                first.session().createConsumer(first.session().createQueue(IN));
        consumer.setMessageListener(message -> {
            try {
                int count = message.getIntProperty("JMSXDeliveryCount");
                begin(first.resource());
                first.send(OUT, "answer " + count);
                if (count == 1) {
                    manager.rollback();
                } else {
                    manager.commit();
                    done.complete(count);
                }
            } catch (Exception failure) {
                done.completeExceptionally(failure);
            }
        });
        observer.send(IN, "question");

        assertThat(done.get(Participant.PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo(2);

        assertThat(observer.receive(OUT)).isEqualTo("answer 2");
        consumer.close();
        assertThat(observer.findsNothing(IN)).isTrue();
    }

    private void begin(XAResource... resources) throws Exception {
        manager.begin();
        for (XAResource resource : resources) {
            assertThat(manager.getTransaction().enlistResource(resource)).isTrue();
        }
    }
}
