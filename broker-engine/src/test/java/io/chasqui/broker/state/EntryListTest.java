package io.chasqui.broker.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.broker.event.CommandName;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Payload;
import io.chasqui.protocol.message.Destination;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntryListTest {
    private static final Payload PAYLOAD = Payload.arrived(new byte[64], false);

    private final QueueState queue = new QueueState(1, Destination.queue("q"), null, new Tables());
    private final EntryList list = new EntryList();

    @Test
    void findsNothingInAnEmptyList() {
        assertThat(list.find(1)).isNull();
        assertThat(list.from(0)).isNull();
        assertThat(list.size()).isZero();
    }

    @Test
    void complainsAboutARemovalOfWhatIsNotThere() {
        list.add(entry(1));

        assertThatThrownBy(() -> list.remove(entry(2))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void startsAnewWhenAllAreGone() {
        for (int round = 0; round < 5; round++) {
            List<MessageEntry> entries = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                MessageEntry entry = entry(round * 1_000L + i);
                entries.add(entry);
                list.add(entry);
            }
            entries.forEach(list::remove);
            assertThat(list.size()).isZero();
            assertThat(list.from(0)).isNull();
        }
    }

    @Test
    void behavesLikeASortedMap() {
        for (long seed = 0; seed < 40; seed++) {
            compare(new Random(seed), new EntryList());
        }
    }

    private void compare(Random random, EntryList tested) {
        TreeMap<Long, MessageEntry> expected = new TreeMap<>();
        long next = 1;
        int bias = 1 + random.nextInt(9);
        for (int step = 0; step < 3_000; step++) {
            if (random.nextInt(10) < bias || expected.isEmpty()) {
                next += 1 + random.nextInt(3);
                MessageEntry entry = entry(next);
                expected.put(next, entry);
                tested.add(entry);
            } else {
                Map.Entry<Long, MessageEntry> victim =
                        random.nextInt(3) == 0 ? near(expected, random.nextInt((int) next)) : expected.firstEntry();
                expected.remove(victim.getKey());
                tested.remove(victim.getValue());
            }
            long probe = random.nextInt((int) next + 3);
            Map.Entry<Long, MessageEntry> ceiling = expected.ceilingEntry(probe);
            assertThat(tested.from(probe)).isSameAs(ceiling == null ? null : ceiling.getValue());
            assertThat(tested.find(probe)).isSameAs(expected.get(probe));
        }
        List<MessageEntry> all = new ArrayList<>();
        tested.forEach(all::add);
        assertThat(all).containsExactlyElementsOf(expected.values());
        assertThat(tested.size()).isEqualTo(expected.size());
    }

    private static Map.Entry<Long, MessageEntry> near(NavigableMap<Long, MessageEntry> entries, long sequence) {
        Map.@Nullable Entry<Long, MessageEntry> above = entries.ceilingEntry(sequence);
        return above == null ? entries.lastEntry() : above;
    }

    private MessageEntry entry(long sequence) {
        return new MessageEntry(
                queue, sequence, new Event.MessageAccepted(CommandName.NONE, List.of(), 4, 0, 0, PAYLOAD));
    }
}
