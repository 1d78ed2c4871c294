package io.chasqui.broker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.event.Payload;
import io.chasqui.broker.journal.Place;
import io.chasqui.broker.journal.SpillStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A reader that cannot go on does not leave those waiting who have asked it. */
class ColdReaderTest {
    @Test
    void saysThatItHasEnded() throws Exception {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        OutOfMemoryError reason = new OutOfMemoryError("no direct buffer memory");
        ColdReader reader = new ColdReader(
                new PayloadParts(new SilentJournal(), new NoSpill()),
                (queue, payloads) -> {
                    throw reason;
                },
                told::complete);
        reader.start("reader");

        reader.load(1, List.of(Payload.stored(List.of(new Place(1, 2, 3, 4)))));

        assertThat(told.get(10, TimeUnit.SECONDS)).isSameAs(reason);
    }

    private static final class NoSpill implements SpillStore {
        @Override
        public Place write(byte[] bytes) {
            throw new UnsupportedOperationException("nothing is spilled");
        }

        @Override
        public byte[] read(Place place) {
            throw new UnsupportedOperationException("nothing is spilled");
        }

        @Override
        public void free(Place place) {
            throw new UnsupportedOperationException("nothing is spilled");
        }

        @Override
        public void close() {}
    }
}
