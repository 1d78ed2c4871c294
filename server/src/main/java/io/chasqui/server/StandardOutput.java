package io.chasqui.server;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;

/**
 * Standard output that complains: unlike {@link System#out} it does not hide a reader that went away or a full disk, so
 * what could not be written is not acknowledged. Closing it leaves standard output open.
 */
final class StandardOutput extends FilterOutputStream {
    StandardOutput() {
        super(new FileOutputStream(FileDescriptor.out));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        out.flush();
    }
}
