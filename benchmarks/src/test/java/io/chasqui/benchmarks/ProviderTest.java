package io.chasqui.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderTest {

    @ParameterizedTest
    @ValueSource(strings = {"chasqui", "artemis", "activemq"})
    void fillsInDataDirectoryPortAndDurability(String name) throws IOException {
        Provider provider = Provider.named(name);

        var arguments =
                provider.brokerArguments(Map.of("data", "/d", "port", "4711", "durability", "disk", "shared", "/s"));

        assertThat(arguments).contains("/d", "4711", "disk").noneMatch(argument -> argument.contains("{"));
        assertThat(provider.client().url(false, Map.of("address", "tcp://127.0.0.1:4711")))
                .isEqualTo("tcp://127.0.0.1:4711");
    }

    @Test
    void runsNobodyFirstInEveryRound() throws IOException {
        Provider ours = Provider.named("chasqui");
        Provider peer = Provider.named("artemis");
        Provider other = Provider.named("activemq");
        List<Provider> listed = List.of(ours, peer, other);

        assertThat(Provider.inTurn(listed, 1)).containsExactly(ours, peer, other);
        assertThat(Provider.inTurn(listed, 2)).containsExactly(other, peer, ours);
        assertThat(Provider.inTurn(listed, 3)).containsExactly(ours, peer, other);
    }

    @Test
    void namesTheFileItExpectsForAnUnknownProvider() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Provider.named("nobody"))
                .withMessageContaining("/providers/nobody.properties");
    }
}
