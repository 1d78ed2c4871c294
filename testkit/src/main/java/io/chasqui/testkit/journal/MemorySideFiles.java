package io.chasqui.testkit.journal;

import io.chasqui.broker.journal.JournalFailedException;
import io.chasqui.broker.journal.SideFiles;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Side files on the simulated disk: there as a whole, or not at all. */
final class MemorySideFiles implements SideFiles {
    private final MemoryDisk disk;

    MemorySideFiles(MemoryDisk disk) {
        this.disk = disk;
    }

    @Override
    public List<String> names() throws IOException {
        return tried(() -> disk.reading(() -> new ArrayList<>(disk.sideFiles().keySet())));
    }

    @Override
    public String pathOf(String name) {
        return name;
    }

    @Override
    public void publish(String name, Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.writeTo(bytes::write);
        byte[] written = bytes.toByteArray();
        byte[] unused = tried(() -> disk.writing("side file", () -> {
            disk.sideFiles().put(name, written);
            return written;
        }));
    }

    @Override
    public byte[] read(String name) throws IOException {
        byte[] bytes = tried(() -> disk.reading(() -> disk.sideFiles().getOrDefault(name, new byte[0])));
        if (bytes.length == 0) {
            throw new FileNotFoundException("There is no side file " + name + ".");
        }
        return bytes.clone();
    }

    @Override
    public ByteBuffer map(String name) throws IOException {
        return ByteBuffer.wrap(read(name));
    }

    @Override
    public void delete(String name) throws IOException {
        boolean unused = tried(() -> disk.writing("deletion of a side file", () -> {
            disk.sideFiles().remove(name);
            return true;
        }));
    }

    private static <T> T tried(Supplier<T> action) throws IOException {
        try {
            return action.get();
        } catch (JournalFailedException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }
}
