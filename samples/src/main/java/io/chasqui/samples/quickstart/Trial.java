package io.chasqui.samples.quickstart;

import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.samples.quickstart.BrokerProcess.Installation;
import io.chasqui.samples.quickstart.Sender.Share;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run: a broker, three senders and four readers; the broker is killed in the middle and started again. */
final class Trial {
    private static final int FIRST_PORT = 21_610;
    private static final int PORTS = 20;
    private static final int SENDERS = 3;
    private static final int PER_TRANSACTION = 50;
    private static final double KILL_AFTER = 0.4;
    private static final int STANDSTILL_SECONDS = 90;
    private static final int STANDSTILL_AFTER_FAILURE_SECONDS = 15;
    private static final int PATIENCE_SECONDS = 5;
    private static final int LINGER_SECONDS = 1;

    private final Installation installation;
    private final LineFile file;
    private final int lines;
    private final PrintStream out;
    private final Ledger ledger;
    private final CountDownLatch ready = new CountDownLatch(Route.values().length);
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Future<Void>> clients = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Trial(Installation installation, LineFile file, int lines, PrintStream out) {
        this.installation = installation;
        this.file = file;
        this.lines = lines;
        this.out = out;
        this.ledger = new Ledger(lines, Math.max(1, (long) (lines * KILL_AFTER)));
    }

    /** Runs and answers what went wrong, in words; nothing if all is right. */
    List<String> run() throws IOException, InterruptedException {
        BrokerProcess broker = startAnywhere();
        out.println("broker " + broker.pid() + " is ready: " + broker.url() + ", durability disk");
        ConnectionFactory factory = new ChasquiConnectionFactory(broker.url());
        ExecutorService threads = Executors.newCachedThreadPool(Trial::daemon);
        List<Future<Void>> readers = startReaders(threads, factory);
        Stopwatch stopwatch = Stopwatch.start();
        List<Future<Void>> senders = startSenders(threads, factory);
        if (follow(ledger.thresholdReached())) {
            broker = killAndRestart(broker);
        }
        finish(senders, readers, stopwatch);
        int status = broker.stop();
        if (status != 0) {
            problems.add("the broker did not stop cleanly on SIGTERM: exit status " + status);
        }
        return problems;
    }

    private List<Future<Void>> startReaders(ExecutorService threads, ConnectionFactory factory)
            throws InterruptedException {
        List<Future<Void>> readers = new ArrayList<>();
        for (Route route : Route.values()) {
            readers.add(threads.submit(new Reader(factory, route, ledger, ready, end)));
        }
        clients.addAll(readers);
        while (!ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS) && failures().isEmpty()) {
            out.println("waiting for the readers ...");
        }
        return readers;
    }

    private List<Future<Void>> startSenders(ExecutorService threads, ConnectionFactory factory) {
        List<Future<Void>> senders = new ArrayList<>();
        for (int number = 0; number < SENDERS; number++) {
            boolean transacted = number < SENDERS - 1;
            Share share = new Share(number, SENDERS);
            senders.add(threads.submit(new Sender(factory, file, share, transacted ? PER_TRANSACTION : 0, ledger)));
        }
        clients.addAll(senders);
        return senders;
    }

    private BrokerProcess killAndRestart(BrokerProcess broker) throws IOException, InterruptedException {
        broker.kill();
        out.printf(
                "broker %d got SIGKILL after %,d confirmed messages%n",
                broker.pid(), ledger.account().confirmed());
        Stopwatch stopwatch = Stopwatch.start();
        int port = Integer.parseInt(broker.url().substring(broker.url().lastIndexOf(':') + 1));
        BrokerProcess next = BrokerProcess.start(installation, port);
        if (next == null) {
            throw new IOException("port " + port + " was taken by another program while the broker was down");
        }
        out.printf("broker %d took over the same directory %.2f s later%n", next.pid(), stopwatch.seconds());
        return next;
    }

    /**
     * The first free port from {@value #FIRST_PORT} on. Not one that the system picks: it would come from the range
     * of outgoing connections, and a client that reconnects to such a port while nobody listens may reach itself.
     */
    private BrokerProcess startAnywhere() throws IOException, InterruptedException {
        for (int port = FIRST_PORT; port < FIRST_PORT + PORTS; port++) {
            BrokerProcess broker = BrokerProcess.start(installation, port);
            if (broker != null) {
                return broker;
            }
        }
        throw new IOException("the ports " + FIRST_PORT + " to " + (FIRST_PORT + PORTS - 1) + " are all taken");
    }

    private void finish(List<Future<Void>> senders, List<Future<Void>> readers, Stopwatch stopwatch)
            throws InterruptedException {
        for (Future<Void> sender : senders) {
            follow(sender);
        }
        ledger.sendersDone();
        follow(ledger.drained());
        double seconds = stopwatch.seconds();
        end.await(LINGER_SECONDS, TimeUnit.SECONDS); // for duplicates that come late
        end.countDown();
        for (Future<Void> reader : readers) {
            follow(reader);
        }
        Account account = ledger.account();
        out.println();
        out.print(new Report(account, seconds).table());
        problems.addAll(account.problems(lines));
        problems.addAll(failures());
    }

    /**
     * Waits for something that should happen.
     *
     * @return whether it did; if not, it has failed, or nothing moved for a long time (a shorter one when a client has
     *     failed, and others may have to wait for it in vain)
     */
    private boolean follow(Future<Void> awaited) throws InterruptedException {
        long movements = ledger.movements();
        int still = 0;
        while (still < (failures().isEmpty() ? STANDSTILL_SECONDS : STANDSTILL_AFTER_FAILURE_SECONDS)) {
            try {
                awaited.get(1, TimeUnit.SECONDS);
                return true;
            } catch (ExecutionException e) {
                return false; // counted among the failures at the end
            } catch (TimeoutException e) {
                still = ledger.movements() == movements ? still + 1 : 0;
                movements = ledger.movements();
            }
        }
        problems.add("nothing moved for " + still + " s");
        return false;
    }

    private List<String> failures() throws InterruptedException {
        List<String> failures = new ArrayList<>();
        for (Future<Void> worker : clients) {
            if (worker.isDone()) {
                try {
                    worker.get();
                } catch (ExecutionException e) {
                    failures.add("a client failed: " + e.getCause());
                }
            }
        }
        return failures;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "quickstart");
        thread.setDaemon(true);
        return thread;
    }
}
