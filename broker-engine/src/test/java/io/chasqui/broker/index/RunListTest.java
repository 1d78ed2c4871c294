package io.chasqui.broker.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list of runs against a map of what should be in it. */
class RunListTest {
    private static final int QUEUE = 7;
    private static final int PRIORITY = 4;

    private final SegmentTable table = new SegmentTable();
    private final TreeMap<Long, Integer> lengths = new TreeMap<>();
    private RunList list = new RunList(QUEUE, PRIORITY, null);
    private int segment;
    private long lastSequence;

    @Test
    void findsNothingInAnEmptyList() {
        assertThat(list.find(1)).isNull();
        assertThat(list.from(0)).isNull();
        assertThat(list.runs()).isEmpty();
    }

    @Test
    void findsAMessageBeforeOneThatWasMovedOutOfTurn() {
        enter(1);
        add(1, 10);
        add(2, 20);
        add(3, 30);
        enter(2);

        move(2);
        move(1);

        check();
    }

    @Test
    void forgetsRunsOfAFinishedSegmentThatAreEmpty() {
        enter(1);
        add(1, 10);
        kill(1);

        enter(2);

        assertThat(list.runs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void doesWhatAMapDoes(long seed) {
        Random random = new Random(seed);
        int gap = 1 + random.nextInt(100);
        enter(1);
        for (int step = 0; step < 4_000; step++) {
            switch (random.nextInt(100)) {
                case 0, 1 -> enter(segment + 1 + random.nextInt(3));
                case 2 -> restore(random);
                case 3 -> killSome(random);
                default -> change(random, gap);
            }
            if (step % 40 == 0) {
                check();
                checkAt(random);
            }
        }
        check();
    }

    private void change(Random random, int gap) {
        int what = random.nextInt(10);
        if (what < 5) {
            add(lastSequence + 1 + random.nextInt(gap), random.nextInt(1_000));
        } else if (!lengths.isEmpty()) {
            Long near = lengths.floorKey(lengths.firstKey() + (long) (random.nextDouble() * (lastSequence + 1)));
            long sequence = near == null ? lengths.firstKey() : near;
            if (what < 8) {
                kill(sequence);
            } else {
                move(sequence);
            }
        }
    }

    private void killSome(Random random) {
        for (int i = random.nextInt(200); i > 0 && !lengths.isEmpty(); i--) {
            kill(lengths.firstKey());
        }
    }

    private void enter(int next) {
        list.closeOpen();
        segment = next;
        table.enter(next);
    }

    private void add(long sequence, int length) {
        RowRef row = list.add(table.current(), new NewRow(sequence, length, 0, 1, 1));
        assertThat(row.sequence()).isEqualTo(sequence);
        lengths.put(sequence, length);
        lastSequence = sequence;
    }

    private void kill(long sequence) {
        list.kill(found(sequence));
        lengths.remove(sequence);
    }

    private void move(long sequence) {
        RowRef old = found(sequence);
        int length = old.run().length(old.row());
        RowRef row = list.move(table.current(), old, new NewRow(sequence, length, 0, 1, 1));
        assertThat(row.run().moved()).isTrue();
        assertThat(old.run().live(old.row())).isFalse();
    }

    private RowRef found(long sequence) {
        RowRef row = list.find(sequence);
        if (row == null) {
            throw new AssertionError(sequence + " is not found.");
        }
        return row;
    }

    /** As if a checkpoint had been read: the runs that have messages, in any order. */
    private void restore(Random random) {
        enter(segment + 1);
        List<Run> runs = new ArrayList<>(list.runs());
        runs.removeIf(run -> run.liveCount() == 0);
        java.util.Collections.shuffle(runs, random);
        list = new RunList(QUEUE, PRIORITY, null);
        runs.forEach(list::restore);
    }

    private void check() {
        List<Long> walked = new ArrayList<>();
        for (RowRef row = list.from(0); row != null; row = list.from(row.sequence() + 1)) {
            walked.add(row.sequence());
        }
        List<Long> visited = new ArrayList<>();
        list.forEach(row -> visited.add(row.sequence()));
        assertThat(walked).isEqualTo(new ArrayList<>(lengths.keySet()));
        assertThat(visited).isEqualTo(walked);
        for (Map.Entry<Long, Integer> each : lengths.entrySet()) {
            RowRef row = found(each.getKey());
            assertThat(row.run().length(row.row())).isEqualTo(each.getValue());
        }
        assertThat(list.runs().stream().mapToInt(Run::liveCount).sum()).isEqualTo(lengths.size());
    }

    private void checkAt(Random random) {
        for (int i = 0; i < 50; i++) {
            long sequence = (long) (random.nextDouble() * (lastSequence + 10));
            Long expected = lengths.ceilingKey(sequence);
            RowRef row = list.from(sequence);
            assertThat(row == null ? null : (Long) row.sequence()).isEqualTo(expected);
            assertThat(list.find(sequence) != null).isEqualTo(lengths.containsKey(sequence));
        }
    }
}
