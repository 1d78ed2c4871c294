package io.chasqui.broker.index;

import io.chasqui.broker.journal.SideFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Side files in memory. */
final class FilesInMemory implements SideFiles {
    private final Map<String, byte[]> content = new HashMap<>();

    void put(String name, byte[] bytes) {
        content.put(name, bytes);
    }

    @Override
    public List<String> names() {
        return List.copyOf(content.keySet());
    }

    @Override
    public String pathOf(String name) {
        return "directory/" + name;
    }

    @Override
    public void publish(String name, Content written) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        written.writeTo(bytes::write);
        content.put(name, bytes.toByteArray());
    }

    @Override
    public byte[] read(String name) {
        return content.getOrDefault(name, new byte[0]);
    }

    @Override
    public ByteBuffer map(String name) {
        return ByteBuffer.wrap(read(name));
    }

    @Override
    public void delete(String name) {
        content.remove(name);
    }
}
