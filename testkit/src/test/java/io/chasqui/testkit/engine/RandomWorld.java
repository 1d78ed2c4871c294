package io.chasqui.testkit.engine;

import io.chasqui.protocol.frame.AcknowledgeMode;
import io.chasqui.protocol.message.Destination;
import io.chasqui.testkit.journal.UnforcedContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A broker with some clients to whom things happen at random; the same seed gives the same story. */
final class RandomWorld {
    private static final List<Destination> QUEUES = List.of(Destination.queue("q0"), Destination.queue("q1"));
    private static final Destination TOPIC = Destination.topic("t");
    private static final List<String> SUBSCRIPTIONS = List.of("s0", "s1");
    private static final int CLIENTS = 3;

    private final EngineFixture broker;
    private final Random random;
    private final Model model = new Model();
    private final List<ScriptedClient> clients = new ArrayList<>();
    private final List<RandomActor> actors = new ArrayList<>();
    private int messages;

    RandomWorld(EngineFixture broker, long seed) {
        this.broker = broker;
        this.random = new Random(seed);
        for (int i = 0; i < CLIENTS; i++) {
            ScriptedClient client = broker.client("client" + i);
            clients.add(client);
            AcknowledgeMode[] modes = AcknowledgeMode.values();
            actors.add(new RandomActor(this, client, modes[i % modes.length], "auto" + i));
            actors.add(new RandomActor(this, client, AcknowledgeMode.TRANSACTED, "tx" + i));
        }
        for (int i = 0; i < SUBSCRIPTIONS.size(); i++) {
            actors.get(2 * i + 1).subscribe(TOPIC, SUBSCRIPTIONS.get(i));
        }
    }

    Random random() {
        return random;
    }

    Model model() {
        return model;
    }

    Destination destination() {
        return random.nextInt(4) == 0 ? TOPIC : queue();
    }

    Destination queue() {
        return QUEUES.get(random.nextInt(QUEUES.size()));
    }

    List<String> places(Destination destination) {
        return destination.isQueue() ? List.of(destination.name()) : SUBSCRIPTIONS;
    }

    boolean isSubscription(@Nullable String place) {
        return SUBSCRIPTIONS.contains(place);
    }

    @Nullable
    String selector() {
        return random.nextInt(3) == 0 ? "n = " + random.nextInt(3) : null;
    }

    TestMessage message() {
        String text = "m" + messages++ + "-" + RandomActor.padding(random);
        TestMessage message = random.nextInt(3) == 0 ? TestMessage.volatileText(text) : TestMessage.persistent(text);
        int priority = random.nextInt(5) == 0 ? random.nextInt(10) : 4;
        long expiry = random.nextInt(10) == 0 ? broker.clock().nowMillis() + random.nextInt(3_000) : 0;
        return message.withPriority(priority).with("n", random.nextInt(3)).expiringAt(expiry);
    }

    /** Something happens. */
    void step() {
        int what = random.nextInt(200);
        if (what < 160) {
            actors.get(random.nextInt(actors.size())).act();
        } else if (what < 170) {
            burst();
        } else if (what < 185) {
            broker.pass(Duration.ofMillis(100 + random.nextInt(900)));
        } else {
            trouble(what - 185);
        }
        model.learn();
    }

    /** Everybody comes back, gives back what they have, and somebody reads what is left. */
    void finish() {
        clients.forEach(this::comeBack);
        broker.tick();
        broker.tick();
        model.learn();
        actors.forEach(RandomActor::finish);
        broker.pass(Duration.ofMinutes(2)); // everything that waits for its redelivery is due
        model.learn();
        model.assertAllAnswered();
        broker.verify();
        ScriptedSession reader = broker.client().session(AcknowledgeMode.CLIENT);
        QUEUES.forEach(queue -> assertLeft(queue.name(), reader.consumer(queue, 0)));
        for (int i = 0; i < SUBSCRIPTIONS.size(); i++) {
            ScriptedSession owner = clients.get(i).session(AcknowledgeMode.CLIENT);
            assertLeft(SUBSCRIPTIONS.get(i), owner.durable(TOPIC, SUBSCRIPTIONS.get(i), null, 0));
        }
    }

    private void assertLeft(String place, ScriptedConsumer consumer) {
        consumer.credit(1_000_000);
        model.assertLeft(place, consumer.receiveAll());
    }

    private void burst() {
        RandomActor actor = actors.get(random.nextInt(actors.size()));
        ScriptedClient client = clients.get(actors.indexOf(actor) / 2);
        client.together(() -> {
            for (int i = random.nextInt(10); i >= 0; i--) {
                actor.act();
            }
        });
    }

    private void trouble(int kind) {
        ScriptedClient client = clients.get(random.nextInt(clients.size()));
        switch (kind) {
            case 0, 1, 2 -> loseAnswers(client);
            case 3, 4 -> client.loseLink();
            case 5 -> broker.pass(Duration.ofSeconds(11));
            case 6, 7, 8, 9 -> comeBack(client);
            case 10 -> crash(() -> broker.crash(UnforcedContent.NONE));
            case 11 -> crash(() -> broker.crash(UnforcedContent.ALL));
            case 12 -> crash(() -> broker.crashKeeping(random.nextInt(3_000)));
            case 13 -> crash(() -> broker.crashInRecovery(UnforcedContent.PREFIX, random.nextInt(12)));
            default -> crash(broker::restart);
        }
    }

    private void loseAnswers(ScriptedClient client) {
        client.deaf(true);
        for (int i = random.nextInt(4); i >= 0; i--) {
            actors.get(2 * clients.indexOf(client) + random.nextInt(2)).act();
        }
        client.loseLink();
        client.deaf(false);
    }

    private void crash(Runnable kind) {
        ScriptedClient deaf = clients.get(random.nextInt(clients.size()));
        if (random.nextBoolean()) {
            loseAnswers(deaf);
        }
        model.learn();
        model.brokerDied();
        kind.run();
        clients.forEach(client -> {
            if (random.nextInt(3) > 0) {
                comeBack(client);
            }
        });
    }

    private void comeBack(ScriptedClient client) {
        if (!client.linked()) {
            client.reconnect();
        }
    }
}
