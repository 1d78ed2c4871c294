package io.chasqui.broker.journal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in words why the system refused a call; many of its exceptions carry the file's name alone. */
public final class FailureReason {
    private FailureReason() {}

    /** One sentence without a full stop. */
    public static String of(IOException failure) {
        String message = failure.getMessage();
        if (failure instanceof FileSystemException refused && refused.getReason() == null) {
            return words(refused) + ": " + refused.getFile();
        }
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    private static String words(FileSystemException refused) {
        if (refused instanceof AccessDeniedException) {
            return "no permission";
        }
        if (refused instanceof NoSuchFileException) {
            return "no such file";
        }
        return refused instanceof NotDirectoryException
                ? "not a directory"
                : refused.getClass().getSimpleName();
    }
}
