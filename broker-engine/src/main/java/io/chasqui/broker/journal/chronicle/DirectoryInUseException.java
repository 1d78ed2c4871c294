package io.chasqui.broker.journal.chronicle;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Another broker has the data directory. The message names it and says what to do. */
final class DirectoryInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    DirectoryInUseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
