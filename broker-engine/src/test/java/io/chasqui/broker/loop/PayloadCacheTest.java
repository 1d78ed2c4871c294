package io.chasqui.broker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.event.Payload;
import io.chasqui.broker.index.SegmentTable;
import io.chasqui.broker.journal.JournalFailedException;
import io.chasqui.broker.journal.Place;
import io.chasqui.broker.journal.SpillStore;
import io.chasqui.broker.state.PayloadTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayloadCacheTest {
    private final PayloadTable payloads = new PayloadTable(new SegmentTable());
    private final List<Place> spilled = new ArrayList<>();
    private boolean spillIsFull;
    private final PayloadCache cache = new PayloadCache(payloads, new RecordingSpill(), 100);

    @Test
    void keepsWhatFits() {
        Payload one = placed(50);
        Payload two = placed(50);

        cache.add(one);
        cache.add(two);

        assertThat(one.bytes()).isNotNull();
        assertThat(two.bytes()).isNotNull();
    }

    @Test
    void pushesTheOldestOut() {
        Payload one = placed(50);
        Payload two = placed(50);
        cache.add(one);
        cache.add(two);

        cache.add(placed(10));

        assertThat(one.bytes()).isNull();
        assertThat(two.bytes()).isNotNull();
    }

    @Test
    void keepsTheNewestWhateverItsSize() {
        Payload large = placed(1_000);

        cache.add(large);

        assertThat(large.bytes()).isNotNull();
    }

    @Test
    void keepsWhatHasNoPlaceYet() {
        Payload unplaced = held(Payload.arrived(new byte[80], true));
        cache.add(unplaced);

        cache.add(placed(50));
        cache.add(placed(50));

        assertThat(unplaced.bytes()).isNotNull();
    }

    @Test
    void spillsVolatilePayloads() {
        Payload unkept = held(Payload.arrived(new byte[80], false));
        cache.add(unkept);

        cache.add(placed(50));

        assertThat(unkept.bytes()).isNull();
        assertThat(unkept.places()).isEqualTo(spilled).hasSize(1);
    }

    @Test
    void keepsVolatilePayloadsWhenTheSpillDirectoryIsFull() {
        Payload unkept = held(Payload.arrived(new byte[120], false));
        Payload placed = placed(50);
        cache.add(unkept);
        spillIsFull = true;

        cache.add(placed);
        cache.add(placed(40));

        assertThat(unkept.bytes()).isNotNull();
        assertThat(placed.bytes()).as("what lies in the journal goes out").isNull();
        assertThat(cache.takesVolatile()).isFalse();

        spillIsFull = false;
        assertThat(cache.takesVolatile()).isTrue();
        assertThat(unkept.places()).isEqualTo(spilled).hasSize(1);
    }

    @Test
    void spillsALargeVolatilePayloadPartByPartAsLongAsThereIsRoom() {
        Payload large = held(Payload.arriving(200, false));

        boolean taken = cache.spillNext(large, new byte[100]);
        spillIsFull = true;
        boolean refused = !cache.spillNext(large, new byte[100]);

        assertThat(taken).isTrue();
        assertThat(refused).isTrue();
        assertThat(large.places()).isEqualTo(spilled).hasSize(1);
        assertThat(cache.takesVolatile()).as("what is in memory fits").isTrue();
    }

    @Test
    void doesNotCountAPayloadTwice() {
        Payload one = placed(60);
        cache.add(one);
        cache.add(one);

        cache.add(placed(40));

        assertThat(one.bytes()).isNotNull();
    }

    @Test
    void makesRoomOfDeadPayloads() {
        Payload dead = placed(60);
        Payload live = placed(40);
        cache.add(dead);
        cache.add(live);
        payloads.release(dead);

        cache.add(placed(60));

        assertThat(live.bytes()).isNotNull();
    }

    @Test
    void takesAPayloadBackThatWasPushedOut() {
        Payload one = placed(60);
        cache.add(one);
        cache.add(placed(60));
        assertThat(one.bytes()).isNull();

        one.load(new byte[60]);
        cache.add(one);
        cache.add(placed(60));

        assertThat(one.bytes()).isNull();
    }

    private Payload placed(int length) {
        Payload payload = held(Payload.arrived(new byte[length], true));
        payloads.placed(payload, List.of(new Place(1, 0, length)));
        return payload;
    }

    private Payload held(Payload payload) {
        payloads.retain(payload);
        return payload;
    }

    private final class RecordingSpill implements SpillStore {
        @Override
        public Place write(byte[] bytes) {
            if (spillIsFull) {
                throw new JournalFailedException("The spill directory is full.", new IOException());
            }
            Place place = new Place(-1, spilled.size(), bytes.length);
            spilled.add(place);
            return place;
        }

        @Override
        public byte[] read(Place place) {
            return new byte[place.length()];
        }

        @Override
        public void free(Place place) {
            spilled.remove(place);
        }

        @Override
        public void close() {
            spilled.clear();
        }
    }
}
