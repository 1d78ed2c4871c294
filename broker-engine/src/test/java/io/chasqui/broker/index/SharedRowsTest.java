package io.chasqui.broker.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.journal.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The subscriptions of a topic over the same rows: what each costs, and that each has its own messages all the same. */
class SharedRowsTest {
    private static final int PRIORITY = 4;
    private static final int ROW_BYTES = 32;
    private static final int MANY = 10_000;

    /** What a page of rows and a run add to a file, generously. */
    private static final int CONSTANT_BYTES = 64;

    private final FilesInMemory files = new FilesInMemory();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private SegmentTable table = new SegmentTable();
    private int segment;
    private int nextQueue = 1;
    private long lastSequence = 1L << 40;

    /** A subscription, and the lengths of the messages that should be in it. */
    private static final class Subscription {
        private final int queue;
        private final int share;
        private final TreeMap<Long, Integer> lengths = new TreeMap<>();
        private RunList list;

        Subscription(int queue, int share) {
            this.queue = queue;
            this.share = share;
            this.list = new RunList(queue, PRIORITY, "topic");
        }
    }

    @Test
    void costsARowForEachMessageAndABitForEachFurtherSubscription() throws IOException {
        long one = fileBytes(1, sequence -> true);
        long eleven = fileBytes(11, sequence -> true);

        assertThat(one).isLessThanOrEqualTo(ROW_BYTES * MANY + CONSTANT_BYTES * (2 + MANY / Run.PAGE_ROWS));
        assertThat(eleven - one).isLessThanOrEqualTo(10 * CONSTANT_BYTES);
        assertThat(subscriptions)
                .allSatisfy(each -> assertThat(each.list.runs())
                        .singleElement()
                        .satisfies(run -> assertThat(run.words()).isEqualTo((MANY + 63) / 64)));
    }

    @Test
    void costsTheSameIfSubscriptionsGetOnlySomeOfTheMessages() throws IOException {
        long one = fileBytes(1, sequence -> true);
        long eleven = fileBytes(11, sequence -> sequence % 10 == 0);

        assertThat(eleven - one).isLessThanOrEqualTo(10 * CONSTANT_BYTES);
        assertThat(subscriptions.subList(1, 11))
                .allSatisfy(each -> assertThat(each.list.runs())
                        .singleElement()
                        .satisfies(run -> assertThat(run.liveCount()).isEqualTo(MANY / 10)));
    }

    @Test
    void givesASubscriptionThatGetsFewMessagesRowsOfItsOwn() throws IOException {
        long one = fileBytes(1, sequence -> true);
        long two = fileBytes(2, sequence -> sequence % 500 == 0);

        List<Run> runs = subscriptions.get(1).list.runs();
        assertThat(two - one).isLessThanOrEqualTo(2 * CONSTANT_BYTES + ROW_BYTES * MANY / 500);
        assertThat(runs).hasSize(2);
        assertThat(runs.stream().mapToInt(Run::words).sum()).isLessThanOrEqualTo(2 + 20);
    }

    @Test
    void keepsTheRowsOfASubscriptionThatIsGoneForTheOthers() throws IOException {
        subscribe(1);
        subscribe(1);
        enter();
        IntStream.range(0, 200).forEach(i -> accept(subscriptions));
        subscriptions.remove(0).list.clear();

        writeAndRead();

        check();
        assertThat(table.storedRows()).isEqualTo(200);
    }

    @Test
    void countsRowsOnceHoweverManyShareThem() throws IOException {
        IntStream.range(0, 5).forEach(i -> subscribe(1));
        enter();
        IntStream.range(0, 100).forEach(i -> accept(subscriptions));
        assertThat(table.current().rows(false)).isEqualTo(100);

        writeAndRead();

        assertThat(table.storedRows()).isEqualTo(100);
    }

    @Test
    void sharesTheRowsOfMovedMessages() {
        IntStream.range(0, 3).forEach(i -> subscribe(1));
        enter();
        List<Long> sequences =
                IntStream.range(0, 100).mapToObj(i -> accept(subscriptions)).toList();
        enter();

        sequences.forEach(sequence -> move(subscriptions, sequence));

        check();
        assertThat(table.current().rows(false)).isEqualTo(100);
    }

    @Test
    void sharesNothingBetweenMessagesOfTheSameNumber() {
        subscribe(1);
        subscribe(1);
        enter();

        lastSequence++;
        add(subscriptions.subList(0, 1), lastSequence, 10);
        add(subscriptions.subList(1, 2), lastSequence, 10);

        check();
        assertThat(table.current().rows(false)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void doesForEachSubscriptionWhatAMapDoes(long seed) throws IOException {
        Random random = new Random(seed);
        enter();
        IntStream.range(0, 3).forEach(i -> subscribe(1 + i * random.nextInt(300)));
        for (int step = 0; step < 4_000; step++) {
            int what = random.nextInt(1_000);
            if (what < 10) {
                subscribeOrLeave(random);
            } else if (what < 20) {
                enter();
            } else if (what < 24) {
                writeAndRead();
            } else if (what < 600) {
                accept(wanting(random));
            } else if (what < 700) {
                moveSome(random);
            } else {
                killSome(random);
            }
            if (step % 100 == 0) {
                check();
            }
        }
        check();
    }

    private long fileBytes(int count, IntPredicate further) throws IOException {
        subscriptions.clear();
        table = new SegmentTable();
        segment = 0;
        IntStream.range(0, count).forEach(i -> subscribe(1));
        enter();
        for (int i = 0; i < MANY; i++) {
            accept(further.test(i) ? subscriptions : subscriptions.subList(0, 1));
        }
        writeAndRead();
        check();
        return files.read(IndexFile.name(1)).length;
    }

    private void subscribeOrLeave(Random random) {
        if (subscriptions.size() < 5) {
            subscribe(random.nextBoolean() ? 1 : 1 + random.nextInt(300));
        } else {
            subscriptions.remove(random.nextInt(subscriptions.size())).list.clear();
        }
    }

    private void subscribe(int share) {
        subscriptions.add(new Subscription(nextQueue++, share));
    }

    private List<Subscription> wanting(Random random) {
        return subscriptions.stream()
                .filter(each -> random.nextInt(each.share) == 0)
                .toList();
    }

    private void enter() {
        subscriptions.forEach(each -> each.list.closeOpen());
        table.enter(++segment);
    }

    private long accept(List<Subscription> targets) {
        lastSequence += 1 + lastSequence % 3 / 2;
        add(targets, lastSequence, (int) (lastSequence % 1_000));
        return lastSequence;
    }

    private void add(List<Subscription> targets, long sequence, int length) {
        table.current().nextMessage();
        for (Subscription each : targets) {
            RowRef row = each.list.add(table.current(), new NewRow(sequence, length, 0, targets.size(), 1));
            assertThat(row.sequence()).isEqualTo(sequence);
            place(row, sequence, length);
            each.lengths.put(sequence, length);
        }
    }

    private void move(List<Subscription> targets, long sequence) {
        table.current().nextMessage();
        for (Subscription each : targets) {
            RowRef old = each.list.find(sequence);
            if (old != null) {
                int length = old.run().length(old.row());
                RowRef row = each.list.move(table.current(), old, new NewRow(sequence, length, 0, targets.size(), 1));
                place(row, sequence, length);
            }
        }
    }

    private static void place(RowRef row, long sequence, int length) {
        row.run().place(row.row(), new Place(1, (int) sequence, length, 3));
    }

    private void moveSome(Random random) {
        if (!subscriptions.isEmpty()) {
            Subscription one = subscriptions.get(random.nextInt(subscriptions.size()));
            if (!one.lengths.isEmpty()) {
                one.lengths.tailMap(some(one, random)).keySet().stream()
                        .limit(1 + random.nextInt(20))
                        .toList()
                        .forEach(sequence -> move(subscriptions, sequence));
            }
        }
    }

    private static long some(Subscription one, Random random) {
        long first = one.lengths.firstKey();
        long near = first + (long) (random.nextDouble() * (one.lengths.lastKey() - first + 1));
        Long found = one.lengths.floorKey(near);
        return found == null ? first : found;
    }

    private void killSome(Random random) {
        for (Subscription each : subscriptions) {
            for (int i = random.nextInt(4); i > 0 && !each.lengths.isEmpty(); i--) {
                long sequence = some(each, random);
                each.list.kill(found(each, sequence));
                each.lengths.remove(sequence);
            }
        }
    }

    /** As if a checkpoint had been written, and a start had read it. */
    private void writeAndRead() throws IOException {
        enter();
        Map<Integer, IndexFile> read = new HashMap<>();
        SegmentTable next = new SegmentTable();
        for (SegmentRuns each : table.allRuns()) {
            List<Run> live =
                    each.runs().stream().filter(run -> run.liveCount() > 0).toList();
            IndexFile.write(files, each.segment(), live);
            IndexFile file = IndexFile.open(files, each.segment());
            file.verify();
            read.put(each.segment(), file);
            next.restore(
                    each.segment(),
                    live.stream().map(run -> restored(file, run)).toList());
        }
        for (Subscription each : subscriptions) {
            RunList before = each.list;
            each.list = new RunList(each.queue, PRIORITY, "topic");
            before.runs().stream()
                    .filter(run -> run.liveCount() > 0)
                    .map(run -> read.get(run.segment()).run(run.number()))
                    .forEach(each.list::restore);
        }
        table = next;
        table.enter(segment);
    }

    private static Run restored(IndexFile file, Run run) {
        Run again = file.run(run.number());
        again.restoreLive(
                IntStream.range(0, run.words()).mapToLong(run::liveBits).toArray());
        return again;
    }

    private void check() {
        for (Subscription each : subscriptions) {
            List<Long> walked = new ArrayList<>();
            for (RowRef row = each.list.from(0); row != null; row = each.list.from(row.sequence() + 1)) {
                walked.add(row.sequence());
            }
            assertThat(walked).isEqualTo(List.copyOf(each.lengths.keySet()));
            each.lengths.forEach((sequence, length) -> {
                RowRef row = found(each, sequence);
                assertThat(row.run().place(row.row())).isEqualTo(new Place(1, (int) (long) sequence, length, 3));
            });
            assertThat(each.list.find(lastSequence + 1)).isNull();
        }
    }

    private static RowRef found(Subscription subscription, long sequence) {
        RowRef row = subscription.list.find(sequence);
        if (row == null) {
            throw new AssertionError(sequence + " is not found.");
        }
        return row;
    }
}
