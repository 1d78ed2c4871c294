package io.chasqui.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.frame.SessionEvent.Deliver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a broker has promised so far, learned from its answers only. */
final class Model {
    private final Map<String, ModelMessage> messages = new LinkedHashMap<>();
    private final Map<String, Integer> order = new HashMap<>();
    private final List<Pending> pending = new ArrayList<>();

    /** A command without an answer yet, and what follows from either answer. */
    private record Pending(ScriptedSession session, long sequence, Runnable confirmed, Runnable refused) {}

    ModelMessage sent(TestMessage message, String producer, boolean transacted, Collection<String> places) {
        ModelMessage model = new ModelMessage(message, producer, transacted, places);
        messages.put(message.text(), model);
        order.put(message.text(), order.size());
        return model;
    }

    void await(ScriptedSession session, long sequence, Runnable confirmed, Runnable refused) {
        pending.add(new Pending(session, sequence, confirmed, refused));
    }

    ModelMessage received(String place, Deliver delivery) {
        ModelMessage message = messages.get(TestMessage.text(delivery));
        assertThat(message).as("a message that somebody has sent").isNotNull();
        if (message == null) {
            throw new AssertionError();
        }
        message.receive(place, delivery);
        return message;
    }

    void learn() {
        for (Iterator<Pending> all = pending.iterator(); all.hasNext(); ) {
            Pending one = all.next();
            if (one.session.confirmed(one.sequence)) {
                all.remove();
                one.confirmed.run();
            } else if (one.session.refusal(one.sequence) != null) {
                all.remove();
                one.refused.run();
            }
        }
    }

    void brokerDied() {
        messages.values().forEach(ModelMessage::outliveBroker);
    }

    void assertAllAnswered() {
        assertThat(pending).as("commands without an answer").isEmpty();
    }

    /** Compares what is left at a place, read in order by one consumer. */
    void assertLeft(String place, List<Deliver> left) {
        Map<String, Integer> lastOfStream = new HashMap<>();
        List<String> texts = left.stream().map(TestMessage::text).toList();
        assertThat(texts).as("messages left at %s", place).doesNotHaveDuplicates();
        for (Deliver delivery : left) {
            ModelMessage message = received(place, delivery);
            assertThat(message.mayBeAt(place))
                    .as("%s may be at %s", message, place)
                    .isTrue();
            if (message.ordered()) {
                int number = order.getOrDefault(message.text(), -1);
                Integer before = lastOfStream.put(message.stream(), number);
                assertThat(before == null || before < number)
                        .as("order of %s at %s", message, place)
                        .isTrue();
            }
        }
        for (ModelMessage message : messages.values()) {
            if (message.mustBeAt(place)) {
                assertThat(texts.contains(message.text()))
                        .as("%s is at %s", message, place)
                        .isTrue();
            }
        }
    }
}
