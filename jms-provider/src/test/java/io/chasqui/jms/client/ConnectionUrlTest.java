package io.chasqui.jms.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chasqui.jms.message.ObjectAdmission;
import io.chasqui.protocol.transport.LinkAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionUrlTest {
    @Test
    void readsAnEmbeddedBroker() {
        ConnectionUrl url = ConnectionUrl.parse("vm:orders?data=/tmp/a%20b&durability=os");

        assertThat(url.addresses())
                .containsExactly(new LinkAddress("vm", "orders", 0, Map.of("data", "/tmp/a b", "durability", "os")));
        assertThat(url.settings().reconnectTimeoutMillis()).isZero();
        assertThat(url.settings().heartbeatMillis()).isZero();
    }

    @Test
    void readsSeveralHosts() {
        ConnectionUrl url = ConnectionUrl.parse("tcp://a:1,[::1]:65535?user=ann&password=p%26+q&prefetch=5");

        assertThat(url.addresses()).extracting(LinkAddress::host).containsExactly("a", "::1");
        assertThat(url.addresses()).extracting(LinkAddress::port).containsExactly(1, 65_535);
        assertThat(url.addresses().get(0).options()).containsOnlyKeys("prefetch");
        assertThat(url.settings().user()).isEqualTo("ann");
        assertThat(url.settings().password()).isEqualTo("p&+q");
        assertThat(url.settings().prefetch()).isEqualTo(5);
    }

    @Test
    void hasDefaults() {
        LinkSettings settings = ConnectionUrl.parse("tcp://a:1").settings();

        assertThat(settings)
                .isEqualTo(new LinkSettings(
                        null, null, null, 60_000, 5_000, 30_000, 15_000, false, 1_000, ObjectAdmission.DEFAULT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    http://a:1                     | A connection URL is
                    ''                             | A connection URL is
                    tcp://a                        | HOST:PORT is expected but 'a'
                    tcp://a:0                      | A port must be 1..65535 but is 0
                    tcp://a:70000                  | A port must be 1..65535 but is 70000
                    tcp://a:1,                     | HOST:PORT is expected but ''
                    tcp://user@a:1                 | HOST:PORT is expected
                    vm:                            | The broker's name in a vm: URL
                    vm:a/../b                      | The broker's name in a vm: URL
                    vm:a?durability=none           | The option durability must be one of
                    vm:a?durabilty=disk            | The option durabilty in
                    tcp://a:1?data=x               | Known options: clientId, connectTimeoutMillis, heartbeatMillis
                    tcp://a:1?prefetch             | option=value is expected but 'prefetch'
                    tcp://a:1?prefetch=0           | The option prefetch must be a number 1..100000 but is '0'
                    tcp://a:1?prefetch=many        | The option prefetch must be a number 1..100000 but is 'many'
                    tcp://a:1?user=a&user=b        | The option user stands twice
                    tcp://a:1?user=%zz             | is not percent-encoded well
                    """)
    void saysWhatIsWrong(String url, String text) {
        assertThatThrownBy(() -> ConnectionUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void passesOptionsForTheEmbeddedBrokerOn() {
        ConnectionUrl url = ConnectionUrl.parse("vm:a?data=x&stopWithLastConnection=true");

        assertThat(url.addresses().get(0).options()).containsOnlyKeys("data", "stopWithLastConnection");
    }

    @Test
    void keepsPasswordsToItself() {
        ConnectionUrl url = ConnectionUrl.parse("tcp://a:1?user=ann&password=secret");

        assertThat(url.toString()).doesNotContain("secret");
    }
}
