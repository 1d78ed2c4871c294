package io.chasqui.benchmarks;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What one consumer has received: which sequence numbers of which producer.
 *
 * <p>Each consumer fills its own ledger without contention; {@link #verdict} lays them on top of each other and finds
 * what is missing, what came twice and what came out of order. Not safe for use by several threads at once.
 */
final class Ledger {

    private final BitSet[] receivedByProducer;
    private final long[] lastByProducer;
    private long duplicates;
    private long outOfOrder;

    Ledger(int producers) {
        receivedByProducer = new BitSet[producers];
        lastByProducer = new long[producers];
        for (int producer = 0; producer < producers; producer++) {
            receivedByProducer[producer] = new BitSet();
            lastByProducer[producer] = -1;
        }
    }

    /** Notes one received message. */
    void received(MessageBody body) {
        BitSet received = receivedByProducer[body.producer()];
        int sequence = Math.toIntExact(body.sequence());
        if (received.get(sequence)) {
            duplicates++;
        }
        received.set(sequence);
        if (body.sequence() <= lastByProducer[body.producer()]) {
            outOfOrder++;
        }
        lastByProducer[body.producer()] = body.sequence();
    }

    /**
     * Compares what all consumers together received with what was sent.
     *
     * @param ledgers one per consumer
     * @param sentByProducer how many messages each producer sent, numbered from 0
     * @return {@link RunResult#CORRECT} or what was wrong
     */
    static String verdict(List<Ledger> ledgers, List<Long> sentByProducer) {
        long outOfOrder =
                ledgers.stream().mapToLong(ledger -> ledger.outOfOrder).sum();
        return verdict(ledgers, sentByProducer, outOfOrder);
    }

    /** The same where nothing promises an order. */
    static String verdictInAnyOrder(List<Ledger> ledgers, List<Long> sentByProducer) {
        return verdict(ledgers, sentByProducer, 0);
    }

    private static String verdict(List<Ledger> ledgers, List<Long> sentByProducer, long outOfOrder) {
        long missing = 0;
        long unknown = 0;
        long duplicates =
                ledgers.stream().mapToLong(ledger -> ledger.duplicates).sum();
        for (int producer = 0; producer < sentByProducer.size(); producer++) {
            var union = new BitSet();
            long cardinalities = 0;
            for (Ledger ledger : ledgers) {
                union.or(ledger.receivedByProducer[producer]);
                cardinalities += ledger.receivedByProducer[producer].cardinality();
            }
            int sent = Math.toIntExact(sentByProducer.get(producer));
            duplicates += cardinalities - union.cardinality();
            missing += sent - union.get(0, sent).cardinality();
            unknown += union.length() > sent ? union.get(sent, union.length()).cardinality() : 0;
        }
        return inWords(missing, duplicates, outOfOrder, unknown);
    }

    private static String inWords(long missing, long duplicates, long outOfOrder, long unknown) {
        List<String> faults = new ArrayList<>();
        add(faults, missing, "missing");
        add(faults, duplicates, "twice");
        add(faults, outOfOrder, "out of order");
        add(faults, unknown, "never sent");
        return faults.isEmpty() ? RunResult.CORRECT : String.join(", ", faults);
    }

    private static void add(List<String> faults, long count, String word) {
        if (count > 0) {
            faults.add(count + " " + word);
        }
    }
}
