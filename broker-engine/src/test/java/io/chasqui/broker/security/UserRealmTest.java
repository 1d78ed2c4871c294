package io.chasqui.broker.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserRealmTest {
    private static final int ITERATIONS = 1_000;

    private final Random entropy = new Random(42);

    @Test
    void admitsUsersWithTheirPassword() {
        UserRealm realm = realm().build();

        assertThat(realm.authenticate("anna", "secret")).isEqualTo("anna");
        assertThat(realm.authenticate("bert", "Passwort mit Umlaut: ä")).isEqualTo("bert");
    }

    @Test
    void refusesWrongPasswordsUnknownUsersAndNoPassword() {
        UserRealm realm = realm().build();

        assertThat(realm.authenticate("anna", "Secret")).isNull();
        assertThat(realm.authenticate("anna", "")).isNull();
        assertThat(realm.authenticate("anna", null)).isNull();
        assertThat(realm.authenticate("Anna", "secret")).isNull();
        assertThat(realm.authenticate("zoe", "secret")).isNull();
        assertThat(realm.authenticate("zoe", null)).isNull();
    }

    @Test
    void keepsOutWhoeverNamesNoUserUnlessToldOtherwise() {
        assertThat(realm().build().authenticate(null, null)).isNull();
        assertThat(realm().anonymous("guest").build().authenticate(null, null)).isEqualTo("guest");
        assertThat(realm().anonymous("guest").build().authenticate(null, "secret"))
                .isNull();
        assertThat(realm().anonymous("guest").build().authenticate("guest", null))
                .isNull();
    }

    @Test
    void recallsOnlyWhatItHasFoundGood() {
        UserRealm realm = realm().build();
        assertThat(realm.recall("anna", "secret")).isNull();

        realm.authenticate("anna", "secret");
        realm.authenticate("bert", "wrong");

        assertThat(realm.recall("anna", "secret")).isEqualTo("anna");
        assertThat(realm.recall("anna", "Secret")).isNull();
        assertThat(realm.recall("ann", "asecret")).isNull();
        assertThat(realm.recall("anna", null)).isNull();
        assertThat(realm.recall("bert", "wrong")).isNull();
        assertThat(realm.recall(null, null)).isNull();
    }

    @Test
    void recallsAnonymousUsersAtOnce() {
        UserRealm realm = realm().anonymous("guest").build();

        assertThat(realm.recall(null, null)).isEqualTo("guest");
        assertThat(realm.recall(null, "secret")).isNull();
    }

    @Test
    void knowsTheGroupsOfItsUsers() {
        UserRealm realm = realm().build();

        assertThat(realm.groupsOf("anna")).containsExactlyInAnyOrder("clerks", "admins");
        assertThat(realm.groupsOf("bert")).isEmpty();
        assertThat(realm.groupsOf("zoe")).isEmpty();
    }

    @Test
    void refusesTwoUsersOfOneName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> realm().user("anna", "other"))
                .withMessage("The user 'anna' is there already.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> realm().anonymous("anna").build())
                .withMessageContaining("'anna' stands for those who name no user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a,b", "@a", "*", "a\n"})
    void refusesNamesThatPermissionsCouldNotName(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> realm().user(name, "x"))
                .withMessageContaining("The name of a user has 1 to 128 characters");
    }

    @Test
    void saltsEveryPassword() {
        PasswordHash one = PasswordHash.of("secret", ITERATIONS, entropy);
        PasswordHash other = PasswordHash.of("secret", ITERATIONS, entropy);

        assertThat(one.stored()).isNotEqualTo(other.stored());
        assertThat(one.matches("secret")).isTrue();
        assertThat(other.matches("secret")).isTrue();
    }

    @Test
    void readsWhatItStored() {
        PasswordHash hash = PasswordHash.of("secret", 2_000, entropy);

        PasswordHash read = PasswordHash.parse(hash.stored());

        assertThat(hash.stored()).matches("pbkdf2-sha256:2000:[A-Za-z0-9+/]+:[A-Za-z0-9+/]+");
        assertThat(read.matches("secret")).isTrue();
        assertThat(read.matches("secreT")).isFalse();
        assertThat(read.iterations()).isEqualTo(2_000);
    }

    /** Computed with another implementation: Python's hashlib.pbkdf2_hmac. */
    @Test
    void computesWhatOthersCompute() {
        PasswordHash stored = PasswordHash.parse(
                "pbkdf2-sha256:80000:TmFDbE5hQ2xOYUNsTmFDbA:iLTJJGw+WdPmD5CTMqqTm1QolbYhvtkL/vVbo38pyew");

        assertThat(stored.matches("Password")).isTrue();
        assertThat(stored.matches("password")).isFalse();
        assertThat(stored).hasToString("pbkdf2-sha256:80000:...");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "pbkdf2-sha256:1000:AAAA",
                "md5:1000:AAAAAAAAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "pbkdf2-sha256:many:AAAAAAAAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "pbkdf2-sha256:1000:AAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "pbkdf2-sha256:1000:AAAAAAAAAAAAAAAAAAAAAA:AAAA"
            })
    void refusesWhatIsNoHashWithoutRepeatingIt(String stored) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PasswordHash.parse(stored))
                .withMessageContaining("A password hash has the form pbkdf2-sha256:ITERATIONS:SALT:HASH")
                .withMessageNotContaining("AAAA");
    }

    @Test
    void refusesHashesThatAreTooCheapOrTooDear() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PasswordHash.of("secret", 999, entropy))
                .withMessageContaining("1000 to 10000000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PasswordHash.of("secret", 10_000_001, entropy))
                .withMessageContaining("not 10000001");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PasswordHash.of("", ITERATIONS, entropy))
                .withMessageContaining("at least one character");
    }

    private UserRealm.Builder realm() {
        return UserRealm.builder(entropy)
                .iterations(ITERATIONS)
                .user("anna", "secret", "clerks", "admins")
                .user("bert", "Passwort mit Umlaut: ä");
    }
}
