package io.chasqui.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each test is planned once, and those that need it get a broker of their own. */
class TckPlanTest {
    private static final String TOPICS = "com.sun.ts.tests.jms.core.appclient.txtopictests.TxTopicTestsIT";
    private static final String QUEUES = "com.sun.ts.tests.jms.core.queuetests.QueueTestsIT";
    private static final String ON_SESSION_CLOSE = "transactionRollbackOnSessionCloseReceiveTopicTest";
    private static final String ON_CONNECTION_CLOSE = "txRollbackOnConnectionCloseReceiveTopicTest";

    @Test
    void keepsTheTestsThatNeedAFreshBrokerApart() {
        TckPlan plan = TckPlan.of(List.of(TOPICS, QUEUES), List.of());

        assertThat(plan.shared())
                .containsExactly(
                        new TestTask(TOPICS, Set.of(), Set.of(ON_SESSION_CLOSE, ON_CONNECTION_CLOSE)),
                        new TestTask(QUEUES, Set.of(), Set.of()));
        assertThat(plan.alone())
                .containsExactlyInAnyOrder(
                        new TestTask(TOPICS, Set.of(ON_SESSION_CLOSE), Set.of()),
                        new TestTask(TOPICS, Set.of(ON_CONNECTION_CLOSE), Set.of()));
    }

    @Test
    void takesOnlyTheClassesThatAreAskedFor() {
        TckPlan plan = TckPlan.of(List.of(TOPICS, QUEUES), List.of("core.queuetests"));

        assertThat(plan.shared()).containsExactly(new TestTask(QUEUES, Set.of(), Set.of()));
        assertThat(plan.alone()).isEmpty();
    }

    @Test
    void takesOnlyTheMethodsThatAreAskedFor() {
        TckPlan plan = TckPlan.of(
                List.of(TOPICS, QUEUES), List.of("TxTopicTestsIT#" + ON_SESSION_CLOSE, "QueueTestsIT#tempQueueTests"));

        assertThat(plan.shared()).containsExactly(new TestTask(QUEUES, Set.of("tempQueueTests"), Set.of()));
        assertThat(plan.alone()).containsExactly(new TestTask(TOPICS, Set.of(ON_SESSION_CLOSE), Set.of()));
    }

    @Test
    void tasksSurviveTheWayToATestJvm() {
        TestTask task = new TestTask(TOPICS, Set.of("one", "two"), Set.of("three"));

        assertThat(TestTask.parse(task.line())).isEqualTo(task);
        assertThat(task.includes("one")).isTrue();
        assertThat(task.includes("three")).isFalse();
        assertThat(task.includes("four")).isFalse();
    }
}
