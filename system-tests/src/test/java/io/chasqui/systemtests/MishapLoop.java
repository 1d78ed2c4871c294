package io.chasqui.systemtests;

import static org.awaitility.Awaitility.await;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Lets clients work while something goes wrong again and again. The moments are drawn from the seed: mostly in the middle
 * of work, sometimes right after the last mishap, while clients attach again.
 */
final class MishapLoop {
    private static final int EARLY_ONE_IN = 4;
    private static final Duration WORK_LIMIT = Duration.ofSeconds(60);
    private static final Duration END_LIMIT = Duration.ofSeconds(90);

    private final LoopSettings settings;
    private final Scene scene;
    private final Mishap mishap;
    private final List<Troupe> troupes;
    private final Drain drain;
    private final SplittableRandom moments;

    /** A loop with the usual clients. */
    MishapLoop(LoopSettings settings, ConnectionFactory factory, Scene scene, Mishap mishap) {
        this(settings, factory, scene, mishap, List.of());
    }

    /** A loop with the usual clients and others. */
    MishapLoop(LoopSettings settings, ConnectionFactory factory, Scene scene, Mishap mishap, List<Troupe> others) {
        this.settings = settings;
        this.scene = scene;
        this.mishap = mishap;
        this.troupes = new ArrayList<>(List.of(new Cast(factory, scene, settings)));
        troupes.addAll(others);
        this.drain = new Drain(
                factory,
                scene,
                troupes.stream().flatMap(troupe -> troupe.queues().stream()).toList());
        this.moments = new SplittableRandom(settings.seed());
    }

    /** Runs all rounds, lets the consumers finish, and drains what is left, once more after a last mishap. */
    void run(BrokerProcess first) {
        BrokerProcess broker = first;
        try {
            for (Troupe troupe : troupes) {
                troupe.prepare();
            }
            broker = work(broker);
            drain.run();
            broker = mishap.strike(broker);
            drain.run();
        } catch (JMSException e) {
            throw new AssertionError(state("Nothing should fail while nobody disturbs the broker", broker), e);
        } finally {
            broker.close();
        }
    }

    private BrokerProcess work(BrokerProcess first) {
        BrokerProcess broker = first;
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Running> producers = start(threads, Troupe::producers);
            List<Running> consumers = start(threads, Troupe::consumers);
            for (int round = 0; round < settings.rounds(); round++) {
                refill();
                awaitMoment(broker, round);
                broker = mishap.strike(broker);
            }
            refill();
            awaitWork(broker, "after the last round");
            scene.endProducing();
            join(producers, broker);
            scene.endConsuming();
            join(consumers, broker);
            return broker;
        } catch (AssertionError e) {
            broker.close();
            throw e;
        } finally {
            threads.shutdownNow();
        }
    }

    private void awaitMoment(BrokerProcess broker, int round) {
        if (moments.nextInt(EARLY_ONE_IN) != 0) {
            awaitWork(broker, "in round " + (round + 1));
        }
        if (!broker.staysAlive(Duration.ofMillis(moments.nextInt(700)))) {
            throw new AssertionError(
                    "The broker ended by itself in round " + (round + 1) + ". Its log:\n" + broker.log());
        }
    }

    /** Makes sure that a round is not empty: that clients have come back and get something done. */
    private void awaitWork(BrokerProcess broker, String when) {
        long goal = scene.progress() + settings.workPerRound();
        try {
            await().atMost(WORK_LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> scene.progress() >= goal);
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError(
                    state(
                            "Clients should get " + settings.workPerRound() + " units of work done " + when + " within "
                                    + WORK_LIMIT.toSeconds() + " s but did "
                                    + (scene.progress() - goal + settings.workPerRound()),
                            broker),
                    e);
        }
    }

    private String state(String what, BrokerProcess broker) {
        return what + ". Troubles: " + scene.troubles() + "\nThe broker's threads:\n" + broker.threads()
                + "\nThe broker's log:\n" + broker.log();
    }

    private record Running(String name, Future<?> future) {}

    private void refill() {
        troupes.forEach(troupe -> troupe.refill(settings.messagesPerRound()));
    }

    private List<Running> start(ExecutorService threads, Function<Troupe, List<Actor>> part) {
        List<Running> running = new ArrayList<>();
        for (Troupe troupe : troupes) {
            for (Actor actor : part.apply(troupe)) {
                running.add(new Running(actor.name(), threads.submit(actor)));
            }
        }
        return running;
    }

    private void join(List<Running> workers, BrokerProcess broker) {
        for (Running worker : workers) {
            try {
                worker.future().get(END_LIMIT.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException e) {
                throw new AssertionError(
                        state(worker.name() + " should come to its end within " + END_LIMIT.toSeconds() + " s", broker),
                        e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("The test was interrupted, probably by its time limit.", e);
            }
        }
    }
}
