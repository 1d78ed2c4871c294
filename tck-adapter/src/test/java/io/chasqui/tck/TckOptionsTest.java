package io.chasqui.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.tck.broker.Reach;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Arguments are read, and wrong ones are answered with what is possible. */
class TckOptionsTest {
    @Test
    void readsEverythingThatCanBeSaid() {
        TckOptions options = TckOptions.parse(
                "--jars=a.jar, b.jar",
                "--report=r",
                "--shards=3",
                "--transport=tcp",
                "--timeout=700",
                "--select=x#y,z");

        assertThat(options.jars()).containsExactly(Path.of("a.jar"), Path.of("b.jar"));
        assertThat(options.reportDirectory()).isEqualTo(Path.of("r"));
        assertThat(options.shards()).isEqualTo(3);
        assertThat(options.reach()).isEqualTo(Reach.TCP);
        assertThat(options.timeoutMillis()).isEqualTo(700);
        assertThat(options.select()).containsExactly("x#y", "z");
    }

    @Test
    void hasDefaultsForWhatIsEmpty() {
        TckOptions options = TckOptions.parse("--jars=", "--select=", "--shards=");

        assertThat(options.jars()).isEmpty();
        assertThat(options.select()).isEmpty();
        assertThat(options.shards()).isEqualTo(2);
        assertThat(options.reach()).isEqualTo(Reach.VM);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> TckOptions.parse("--jar=a.jar")).hasMessageContaining("--jars=PATH");
        assertThatThrownBy(() -> TckOptions.parse("--shards=many")).hasMessageContaining("'many'");
        assertThatThrownBy(() -> TckOptions.parse("--shards=0")).hasMessageContaining("1 to 16");
        assertThatThrownBy(() -> TckOptions.parse("--transport=udp")).hasMessageContaining("vm or tcp");
        assertThatThrownBy(() -> TckOptions.parse("--timeout=1")).hasMessageContaining("100 ms");
    }
}
