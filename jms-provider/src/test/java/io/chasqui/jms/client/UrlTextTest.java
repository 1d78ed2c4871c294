package io.chasqui.jms.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UrlTextTest {
    @Test
    void comesApartAndTogetherAgain() {
        UrlText url = UrlText.parse(" tcp://a:1,[::1]:2?user=%C3%A4%20&password=a%26b%3D%2B+%25 ");

        assertThat(url.place()).isEqualTo("tcp://a:1,[::1]:2");
        assertThat(url.options()).isEqualTo(Map.of("user", "ä ", "password", "a&b=++%"));
        assertThat(UrlText.parse(url.text())).isEqualTo(url);
        assertThat(UrlText.parse("vm:a").text()).isEqualTo("vm:a");
    }

    @Test
    void mayBeOptionsOnly() {
        assertThat(UrlText.parse("?clientId=x")).isEqualTo(new UrlText("", Map.of("clientId", "x")));
    }

    @Test
    void takesFurtherOptionsAndGivesThemAway() {
        UrlText url = UrlText.parse("vm:a?data=x&user=ann");

        assertThat(url.with(Map.of("user", "bob", "prefetch", "1")).text())
                .contains("data=x", "user=bob", "prefetch=1");
        assertThat(url.without(List.of("user", "password")).text()).isEqualTo("vm:a?data=x");
    }

    @Test
    void hidesThePassword() {
        UrlText url = UrlText.parse("vm:a?user=ann&password=se%20cret&prefetch=1");

        assertThat(url.toString()).isEqualTo("vm:a?user=ann&password=***&prefetch=1");
        assertThatThrownBy(() -> UrlText.parse("vm:a?password=secret%zz"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("option password")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> ConnectionUrl.parse("http://a?password=secret"))
                .hasMessageNotContaining("secret");
    }
}
