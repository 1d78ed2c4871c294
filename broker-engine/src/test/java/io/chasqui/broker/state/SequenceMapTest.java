package io.chasqui.broker.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.event.CommandName;
import io.chasqui.broker.event.Event;
import io.chasqui.broker.event.Payload;
import io.chasqui.broker.event.Target;
import io.chasqui.protocol.message.Destination;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of messages against a map of the library. */
class SequenceMapTest {
    private final QueueState queue = new QueueState(1, Destination.queue("q"), null, new Tables());
    private final SequenceMap table = new SequenceMap();
    private final Map<Long, MessageEntry> model = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void doesWhatAMapDoes(long seed) {
        Random random = new Random(seed);
        int bound = 1 << (3 + random.nextInt(10));
        long base = (1L + random.nextInt(100)) << 40;
        for (int step = 0; step < 8_000; step++) {
            long sequence = base + random.nextInt(bound);
            boolean growing = step / 1_000 % 2 == 0;
            if (random.nextInt(10) < (growing ? 7 : 3)) {
                MessageEntry entry = entry(sequence);
                table.put(entry);
                model.put(sequence, entry);
            } else {
                table.remove(sequence);
                model.remove(sequence);
            }
            assertThat(table.size()).isEqualTo(model.size());
            assertThat(table.get(sequence)).isSameAs(model.get(sequence));
        }
        for (long sequence = base; sequence < base + bound; sequence++) {
            assertThat(table.get(sequence)).isSameAs(model.get(sequence));
        }
        assertThat(table.all()).containsExactlyInAnyOrderElementsOf(model.values());
    }

    private MessageEntry entry(long sequence) {
        Payload payload = Payload.arrived(new byte[0], false);
        Event.MessageAccepted event =
                new Event.MessageAccepted(CommandName.NONE, List.of(new Target(1, sequence)), 4, 0, 0, payload);
        return new MessageEntry(queue, sequence, event);
    }
}
