package io.chasqui.broker.journal.chronicle;

import java.io.IOException;
import java.nio.file.Path;

/** A second process that owns a data directory until it is killed. */
final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws IOException {
        try (ChronicleJournalStore store = new TestDirectory(Path.of(arguments[0])).open()) {
            System.out.write(store.summary().lastSegment() == 0 ? '!' : '?');
            System.out.flush();
            System.in.read();
        }
    }
}
