package io.chasqui.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chasqui.broker.BrokerOptions;
import io.chasqui.broker.journal.Durability;
import io.chasqui.broker.security.Authorizer.Action;
import io.chasqui.broker.security.PasswordHash;
import io.chasqui.broker.security.User;
import io.chasqui.broker.security.UserFile;
import io.chasqui.protocol.message.Destination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    private static final Destination ORDERS = Destination.queue("orders.new");

    @TempDir
    Path directory = Path.of("");

    @Test
    void readsPlainValues() throws Exception {
        Configuration configuration = read("host = 0.0.0.0", "port=7711", "durability=os", "data=journal");

        assertThat(configuration.value("host")).contains("0.0.0.0");
        assertThat(configuration.port("port")).contains(7711);
        assertThat(configuration.durability("durability")).contains(Durability.OS);
        assertThat(configuration.path("data")).contains(directory.resolve("journal"));
    }

    @Test
    void readsHowTheJournalIsCut() throws Exception {
        BrokerOptions standard = BrokerOptions.standalone(directory);

        BrokerOptions set = JournalConfiguration.read(read(
                        "journal.segmentBytes=4194304",
                        "journal.reserveSegments=3",
                        "journal.freeDiskFloorBytes=5000000000"))
                .applyTo(standard);
        BrokerOptions unset = JournalConfiguration.read(Configuration.none()).applyTo(standard);

        assertThat(set)
                .isEqualTo(standard.withSegmentBytes(4 << 20)
                        .withReserveSegments(3)
                        .withFreeDiskFloorBytes(5_000_000_000L));
        assertThat(unset).isEqualTo(standard);
    }

    @Test
    void readsUsersAndPermissions() throws Exception {
        addUsers();

        BrokerSettings.Security security = SecurityConfiguration.read(read(
                "security.users=users.properties",
                "security.anonymous=true",
                "permission.#.all=@admins",
                "permission.queue.orders.*.send=anna, bert",
                "permission.queue.orders.*.browse=*"));

        assertThat(security.isOpen()).isFalse();
        assertThat(security.authenticator().authenticate("anna", "secret")).isEqualTo("anna");
        assertThat(security.authenticator().authenticate("anna", "wrong")).isNull();
        assertThat(security.authenticator().authenticate(null, null)).isEqualTo("anonymous");
        assertThat(security.authorizer().permits("bert", Action.SEND, ORDERS)).isTrue();
        assertThat(security.authorizer().permits("root", Action.SEND, ORDERS)).isFalse();
        assertThat(security.authorizer().permits("anonymous", Action.BROWSE, ORDERS))
                .isTrue();
        assertThat(security.authorizer().permits("root", Action.CONSUME, ORDERS))
                .isTrue();
        assertThat(security.authorizer().permits("anna", Action.CONSUME, ORDERS))
                .isFalse();
    }

    @Test
    void letsUsersDoEverythingWhenThereAreNoPermissions() throws Exception {
        addUsers();

        BrokerSettings.Security security = SecurityConfiguration.read(read("security.users=users.properties"));

        assertThat(security.authorizer().permits("anna", Action.CONSUME, ORDERS))
                .isTrue();
        assertThat(security.authenticator().authenticate(null, null)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "colour=red|The key 'colour' in",
                "colour=red|Known keys: data, host, port, durability, journal.segmentBytes",
                "port=70000|takes a port from 0 to 65535 but is '70000'",
                "port=many|takes a port",
                "durability=paper|takes disk, os or memory but is 'paper'",
                "journal.segmentBytes=5000000|journal.segmentBytes' is wrong: The segment size must be a power of two",
                "journal.segmentBytes=16M|takes a whole number up to 2147483647 but is '16M'",
                "journal.reserveSegments=0|journal.reserveSegments' is wrong: 1 to 8 reserve segments",
                "journal.freeDiskFloorBytes=-1|takes a whole number from 0 to",
                "journal.freeDiskFloorBytes=1G|takes a whole number from 0 to",
                "security.anonymous=yes|takes true or false but is 'yes'",
                "security.anonymous=true|but no security.users",
                "permission.#.send=anna|but no security.users",
                "security.users=none.properties|There is no file"
            })
    void refusesWhatItDoesNotUnderstand(String line, String complaint) {
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> {
                    Configuration configuration = read(line);
                    configuration.port("port");
                    configuration.durability("durability");
                    JournalConfiguration.read(configuration);
                    SecurityConfiguration.read(configuration);
                })
                .withMessageContaining(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permission.queue.orders.write=anna|must end with send, consume, browse, create, manage or all",
                "permission.orders.send=anna|is not a pattern of destinations: it must begin with",
                "permission.send=anna|is not a pattern of destinations",
                "permission.#.send=a b|The name of a user"
            })
    void refusesPermissionsThatItDoesNotUnderstand(String line, String complaint) throws IOException {
        addUsers();

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> SecurityConfiguration.read(read("security.users=users.properties", line)))
                .withMessageContaining(complaint);
    }

    private void addUsers() throws IOException {
        Random entropy = new Random(3);
        UserFile.write(
                directory.resolve("users.properties"),
                List.of(
                        new User("anna", PasswordHash.of("secret", 1_000, entropy), Set.of()),
                        new User("root", PasswordHash.of("toor", 1_000, entropy), Set.of("admins"))));
    }

    private Configuration read(String... lines) throws CommandFailedException, IOException {
        return Configuration.read(Files.write(directory.resolve("chasqui.properties"), List.of(lines)));
    }
}
