package io.chasqui.broker.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFileTest {
    private final Random entropy = new Random(7);

    @TempDir
    Path directory = Path.of("");

    @Test
    void readsTheUsersThatItWrote() throws IOException {
        Path file = directory.resolve("users.properties");
        User anna = user("anna", "secret", Set.of("clerks", "admins"));
        User odd = user("a=b:c#ñ!", "other", Set.of());

        UserFile.write(file, List.of(anna, odd));
        Map<String, User> read = UserFile.read(file);

        assertThat(read).containsOnlyKeys("anna", "a=b:c#ñ!");
        assertThat(read.get("anna").groups()).containsExactlyInAnyOrder("clerks", "admins");
        assertThat(read.get("anna").password().matches("secret")).isTrue();
        assertThat(read.get("a=b:c#ñ!").password().matches("other")).isTrue();
    }

    @Test
    void replacesTheFileAndLeavesNothingBeside() throws IOException {
        Path file = directory.resolve("users.properties");
        UserFile.write(file, List.of(user("anna", "a", Set.of())));

        UserFile.write(file, List.of(user("bert", "b", Set.of())));

        assertThat(UserFile.read(file)).containsOnlyKeys("bert");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> all = Files.list(directory)) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void namesTheUserWhoseLineIsWrong() throws IOException {
        Path file = Files.writeString(directory.resolve("users.properties"), "anna = secret\n");

        assertThatIOException()
                .isThrownBy(() -> UserFile.read(file))
                .withMessageContaining("The user 'anna' in " + file + " is not valid")
                .withMessageNotContaining("secret");
    }

    @Test
    void refusesAUserThatStandsThereTwice() throws IOException {
        String line = "anna = " + user("anna", "a", Set.of()).stored() + "\n";
        Path file = Files.writeString(directory.resolve("users.properties"), line + line);

        assertThatIOException()
                .isThrownBy(() -> UserFile.read(file))
                .withMessageContaining("The key 'anna' stands there twice");
    }

    @Test
    void saysThatThereIsNoFile() {
        Path file = directory.resolve("none.properties");

        assertThatIOException().isThrownBy(() -> UserFile.read(file)).withMessage("There is no file " + file + ".");
    }

    private User user(String name, String password, Set<String> groups) {
        return new User(name, PasswordHash.of(password, 1_000, entropy), groups);
    }
}
