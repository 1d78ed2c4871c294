package io.chasqui.broker.security;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Users in a file: one line each, {@code NAME = pbkdf2-sha256:ITERATIONS:SALT:HASH GROUP,GROUP}, in the syntax of {@link
 * PropertyFile}. It is replaced as a whole, so that a reader sees the old or the new one, and only its owner may read it.
 */
public final class UserFile {
    private static final String HEAD =
            "# Users of a Chasqui broker, written by 'chasqui user'. NAME = PASSWORD-HASH [GROUP,GROUP...]\n";

    private UserFile() {}

    /**
     * Reads the users.
     *
     * @return users by name
     * @throws IOException if the file cannot be read or a line is wrong, with its user
     */
    public static SortedMap<String, User> read(Path file) throws IOException {
        SortedMap<String, User> users = new TreeMap<>();
        for (Map.Entry<String, String> line : PropertyFile.read(file).entrySet()) {
            try {
                users.put(line.getKey(), User.parse(line.getKey(), line.getValue()));
            } catch (IllegalArgumentException wrong) {
                throw new IOException(
                        "The user '" + line.getKey() + "' in " + file + " is not valid: " + wrong.getMessage(), wrong);
            }
        }
        return users;
    }

    /**
     * Replaces the file, or makes it.
     *
     * @throws IOException if that cannot be done; the old file is still there then
     */
    public static void write(Path file, Collection<User> users) throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        for (User user : users) {
            text.append(escapedName(user.name()))
                    .append(" = ")
                    .append(user.stored())
                    .append('\n');
        }
        Path folder = file.toAbsolutePath().getParent();
        Path fresh = Files.createTempFile(folder, "users-", ".new", ownerOnly());
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** The name as a key in a properties file. */
    private static String escapedName(String name) throws IOException {
        Properties single = new Properties();
        single.setProperty(name, "");
        StringWriter out = new StringWriter();
        single.store(out, null);
        List<String> lines = out.toString().lines().toList();
        String last = lines.get(lines.size() - 1);
        return last.substring(0, last.length() - 1); // without the '='
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
