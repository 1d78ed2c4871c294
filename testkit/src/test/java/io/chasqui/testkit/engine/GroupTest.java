package io.chasqui.testkit.engine;

import static io.chasqui.testkit.engine.Names.QUEUE;
import static io.chasqui.testkit.engine.Names.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.ConsumerKind;
import io.chasqui.testkit.journal.UnforcedContent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GroupTest {
    @RegisterExtension
    private final EngineFixture broker = new EngineFixture();

    private final ScriptedSession sender = broker.client().session(AcknowledgeMode.AUTO);
    private final ScriptedSession one = broker.client().session(AcknowledgeMode.CLIENT);
    private final ScriptedSession two = broker.client().session(AcknowledgeMode.CLIENT);

    @Test
    void pinsAGroupToOneConsumer() {
        ScriptedConsumer first = one.consumer(QUEUE, 100);
        ScriptedConsumer second = two.consumer(QUEUE, 100);

        for (int i = 0; i < 5; i++) {
            send("a", "a" + i);
            send("b", "b" + i);
        }

        List<String> all = new ArrayList<>(first.receiveTexts());
        assertThat(all).hasSize(5).first().asString().endsWith("0");
        assertThat(all.stream().map(text -> text.charAt(0)).distinct()).hasSize(1);
        assertThat(second.receiveTexts()).hasSize(5).doesNotContainAnyElementsOf(all);
    }

    @Test
    void givesNewGroupsToTheConsumerWithFewest() {
        ScriptedConsumer first = one.consumer(QUEUE, 100);
        send("a", "a");
        send("b", "b");
        ScriptedConsumer second = two.consumer(QUEUE, 100);

        send("c", "c");
        send("d", "d");

        assertThat(first.receiveTexts()).containsExactly("a", "b");
        assertThat(second.receiveTexts()).containsExactly("c", "d");
    }

    @Test
    void holdsUpNobodyElseWhileItsConsumerTakesNoMore() {
        ScriptedConsumer first = one.consumer(QUEUE, 1);
        send("a", "a0");
        ScriptedConsumer second = two.consumer(QUEUE, 100);
        send("a", "a1");
        send("a", "a2");
        send("b", "b0");
        sender.send(QUEUE, "plain");

        assertThat(first.receiveTexts()).containsExactly("a0");
        assertThat(second.receiveTexts()).containsExactly("b0", "plain");
        first.credit(1);
        assertThat(first.receiveTexts()).containsExactly("a1");
        first.credit(5);
        assertThat(first.receiveTexts()).containsExactly("a2");
    }

    @Test
    void releasesAGroupInOrderAndToItsOwnConsumer() {
        ScriptedConsumer first = one.consumer(QUEUE, 2);
        send("a", "a0");
        send("a", "a1");
        send("a", "a2");
        first.receiveAll();
        ScriptedConsumer second = two.consumer(QUEUE, 100);
        send("b", "b0");

        one.release();

        assertThat(second.receiveTexts()).as("what is not in the group goes on").containsExactly("b0");
        first.credit(10);
        assertThat(first.receiveTexts()).containsExactly("a0", "a1", "a2");
    }

    @Test
    void goesOverToAnotherConsumerWhenItsOwnLeaves() {
        ScriptedConsumer first = one.consumer(QUEUE, 1);
        send("a", "a0");
        send("a", "a1");
        ScriptedConsumer second = two.consumer(QUEUE, 100);

        first.close();

        assertThat(second.receiveTexts()).containsExactly("a0", "a1");
    }

    @Test
    void waitsForWhatASessionStillHolds() {
        ScriptedConsumer first = one.consumer(QUEUE, 1);
        send("a", "a0");
        send("a", "a1");
        first.receive();
        ScriptedConsumer second = two.consumer(QUEUE, 100);

        first.close();
        send("a", "a2");

        assertThat(second.buffered()).as("a0 is not acknowledged").isZero();
        one.acknowledge();
        assertThat(second.receiveTexts()).containsExactly("a1", "a2");
    }

    @Test
    void bringsBackWhatALostSessionHeldBeforeTheRest() {
        ScriptedConsumer first = one.consumer(QUEUE, 2);
        send("a", "a0");
        send("a", "a1");
        send("a", "a2");
        first.receive();
        ScriptedConsumer second = two.consumer(QUEUE, 100);

        one.close();

        assertThat(second.receiveTexts()).containsExactly("a0", "a1", "a2");
    }

    @Test
    void isPinnedAnewAfterItsLastMessage() {
        ScriptedConsumer first = one.consumer(QUEUE, 1);
        send("a", "a0");
        first.receive();
        one.acknowledge();
        ScriptedConsumer second = two.consumer(QUEUE, 100);
        first.credit(1);
        sender.send(QUEUE, TestMessage.persistent("a1").with("JMSXGroupID", "a").with("JMSXGroupSeq", -1));
        send("a", "a2");

        assertThat(first.receiveTexts()).containsExactly("a1");
        assertThat(second.buffered()).as("a1 is not acknowledged").isZero();
        one.acknowledge();
        assertThat(second.receiveTexts()).containsExactly("a2");
    }

    @Test
    void worksWithSelectors() {
        ScriptedConsumer odd = one.selecting(QUEUE, "number = 1 OR number = 3", 100);
        ScriptedConsumer even = two.selecting(QUEUE, "number = 0 OR number = 2", 100);
        for (int i = 0; i < 4; i++) {
            sender.send(
                    QUEUE,
                    TestMessage.persistent("a" + i).with("JMSXGroupID", "a").with("number", i));
        }

        assertThat(even.receiveTexts()).contains("a0");
        assertThat(odd.receiveTexts()).as("a0 is not acknowledged").isEmpty();
        two.acknowledge();
        assertThat(odd.receiveTexts()).contains("a1");
        one.acknowledge();
    }

    @Test
    void worksOnSharedSubscriptions() {
        ScriptedConsumer first = shared(one);
        ScriptedConsumer second = shared(two);

        for (int i = 0; i < 4; i++) {
            sender.send(TOPIC, TestMessage.persistent("a" + i).with("JMSXGroupID", "a"));
        }

        assertThat(List.of(first.receiveTexts(), second.receiveTexts()))
                .containsExactlyInAnyOrder(List.of("a0", "a1", "a2", "a3"), List.of());
    }

    @Test
    void keepsAGroupInOrderAcrossACrash() {
        ScriptedConsumer first = one.consumer(QUEUE, 100);
        for (int i = 0; i < 3; i++) {
            send("a", "a" + i);
        }
        first.receiveAll();

        broker.crash(UnforcedContent.ALL);

        ScriptedSession again = broker.client().session(AcknowledgeMode.AUTO);
        assertThat(again.consumer(QUEUE, 100).receiveTexts()).containsExactly("a0", "a1", "a2");
    }

    @Test
    void answersADrainWhenAllThatIsLeftIsPinnedElsewhere() {
        one.consumer(QUEUE, 1);
        send("a", "a0");
        send("a", "a1");
        ScriptedConsumer second = two.consumer(QUEUE, 0);

        second.drain(1);

        assertThat(second.drained()).isEqualTo(1);
        assertThat(second.buffered()).isZero();
    }

    @Test
    void servesManyGroupsWithManyConsumers() {
        List<ScriptedConsumer> consumers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            consumers.add(broker.client().session(AcknowledgeMode.AUTO).consumer(QUEUE, 1_000));
        }
        for (int i = 0; i < 1_000; i++) {
            send("group" + i % 40, i % 40 + ":" + i);
        }

        List<List<String>> all =
                consumers.stream().map(ScriptedConsumer::receiveTexts).toList();

        assertThat(all).allSatisfy(texts -> assertThat(texts).hasSize(250));
        for (List<String> texts : all) {
            assertThat(texts.stream().map(text -> text.split(":", 2)[0]).distinct())
                    .hasSize(10);
        }
    }

    private static ScriptedConsumer shared(ScriptedSession session) {
        return session.open(ConsumerKind.SHARED, TOPIC, new ScriptedConsumer.Filter("shared", null, false), 100);
    }

    private void send(String group, String text) {
        sender.send(QUEUE, TestMessage.persistent(text).with("JMSXGroupID", group));
    }
}
