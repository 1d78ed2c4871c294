package io.chasqui.testkit.engine;

import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.frame.DeliveryName;
import io.chasqui.protocol.frame.SessionEvent.Deliver;
import io.chasqui.protocol.message.Destination;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A session that does what an application might do, and tells the model. */
final class RandomActor {
    private static final int LARGE_BYTES = 1_300_000;

    private final Random random;
    private final Model model;
    private final RandomWorld world;
    private final ScriptedClient client;
    private final ScriptedSession session;
    private final String name;
    private final Map<ScriptedConsumer, String> consumers = new LinkedHashMap<>();
    private final Map<DeliveryName, Held> held = new LinkedHashMap<>();
    private final List<ModelMessage> transaction = new ArrayList<>();
    private long blockedBy;
    private boolean rollbackDue;

    private record Held(ModelMessage message, String place) {}

    RandomActor(RandomWorld world, ScriptedClient client, AcknowledgeMode mode, String name) {
        this.world = world;
        this.random = world.random();
        this.model = world.model();
        this.client = client;
        this.session = client.session(mode);
        this.name = name;
    }

    void act() {
        if (!client.linked() || blocked()) {
            return;
        }
        if (rollbackDue) {
            rollBack();
            return;
        }
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> send();
            case 3, 4 -> grant();
            case 5, 6, 7 -> receive();
            case 8 -> openConsumer();
            case 9 -> closeConsumer();
            case 10 -> giveBack();
            default -> settle();
        }
    }

    /** Ends what is under way, so that everything goes back to where it belongs. */
    void finish() {
        if (session.mode() == AcknowledgeMode.TRANSACTED) {
            rollBack();
        }
        held.clear();
        session.close();
        client.forget(session);
    }

    ScriptedConsumer subscribe(Destination topic, String subscription) {
        ScriptedConsumer consumer = session.durable(topic, subscription, null, 0);
        consumers.put(consumer, subscription);
        return consumer;
    }

    private boolean blocked() {
        return blockedBy != 0 && session.unanswered().contains(blockedBy);
    }

    private boolean transacted() {
        return session.mode() == AcknowledgeMode.TRANSACTED;
    }

    private void send() {
        Destination destination = world.destination();
        TestMessage message = world.message();
        ModelMessage sent = model.sent(message, name, transacted(), world.places(destination));
        long sequence = session.send(destination, message);
        if (transacted()) {
            transaction.add(sent);
        } else {
            model.await(session, sequence, sent::accept, sent::reject);
        }
    }

    private void grant() {
        consumers.keySet().forEach(consumer -> {
            if (random.nextBoolean()) {
                consumer.credit(1 + random.nextInt(8));
            }
        });
    }

    private void receive() {
        consumers.forEach((consumer, place) -> {
            if (consumer.buffered() > 0) {
                Deliver delivery = consumer.receive();
                held.put(delivery.name(), new Held(model.received(place, delivery), place));
                if (session.mode() == AcknowledgeMode.AUTO || session.mode() == AcknowledgeMode.DUPS_OK) {
                    acknowledge(false);
                }
            }
        });
    }

    private void openConsumer() {
        if (consumers.size() < 3) {
            Destination queue = world.queue();
            String selector = world.selector();
            ScriptedConsumer consumer =
                    selector == null ? session.consumer(queue, 2) : session.selecting(queue, selector, 2);
            consumers.put(consumer, queue.name());
        }
    }

    private void closeConsumer() {
        ScriptedConsumer first = consumers.keySet().stream().findFirst().orElse(null);
        if (first != null && !world.isSubscription(consumers.get(first)) && random.nextBoolean()) {
            consumers.remove(first);
            first.close();
        }
    }

    private void giveBack() {
        if (transacted()) {
            rollBack();
        } else if (session.mode() == AcknowledgeMode.CLIENT) {
            held.clear();
            blockedBy = session.release();
        }
    }

    private void settle() {
        if (transacted()) {
            commit();
        } else if (!held.isEmpty()) {
            acknowledge(session.mode() == AcknowledgeMode.CLIENT);
        }
    }

    private void acknowledge(boolean waits) {
        List<Held> named = new ArrayList<>(held.values());
        held.clear();
        long sequence = session.acknowledge(waits, session.heldNames());
        named.forEach(one -> one.message.acknowledgeLazily(one.place));
        if (waits) {
            blockedBy = sequence;
            model.await(
                    session,
                    sequence,
                    () -> named.forEach(one -> one.message.acknowledge(one.place)),
                    () -> rollbackDue = true);
        }
    }

    private void commit() {
        List<Held> consumed = new ArrayList<>(held.values());
        List<ModelMessage> sent = new ArrayList<>(transaction);
        held.clear();
        transaction.clear();
        long sequence = session.commit();
        blockedBy = sequence;
        model.await(
                session,
                sequence,
                () -> {
                    sent.forEach(ModelMessage::accept);
                    consumed.forEach(one -> one.message.acknowledge(one.place));
                },
                () -> {
                    sent.forEach(ModelMessage::reject);
                    rollbackDue = true;
                });
    }

    private void rollBack() {
        if (!transacted()) {
            held.clear();
            rollbackDue = false;
            blockedBy = session.release();
            return;
        }
        transaction.forEach(ModelMessage::reject);
        transaction.clear();
        held.clear();
        rollbackDue = false;
        blockedBy = session.rollback();
    }

    static String padding(Random random) {
        return switch (random.nextInt(60)) {
            case 0 -> "x".repeat(LARGE_BYTES);
            case 1, 2, 3 -> "x".repeat(40_000);
            default -> "";
        };
    }
}
