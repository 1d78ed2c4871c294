package io.chasqui.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ContentDigestTest {
    @Test
    void isTheSameForTheSameContent() {
        assertThat(ContentDigest.ofText("body", Map.of("a", 1, "b", "x")))
                .isEqualTo(ContentDigest.ofText("body", Map.of("b", "x", "a", 1)));
    }

    @Test
    void tellsBodiesApart() {
        assertThat(ContentDigest.ofText("body", Map.of()))
                .isNotEqualTo(ContentDigest.ofText("bodY", Map.of()))
                .isNotEqualTo(ContentDigest.ofText(null, Map.of()));
        assertThat(ContentDigest.ofText("", Map.of()))
                .isNotEqualTo(ContentDigest.ofText(null, Map.of()))
                .isNotEqualTo(ContentDigest.ofBytes(new byte[0], Map.of()));
    }

    @Test
    void tellsTypesOfPropertiesApart() {
        assertThat(ContentDigest.ofText("body", Map.of("a", 1)))
                .isNotEqualTo(ContentDigest.ofText("body", Map.of("a", 1L)))
                .isNotEqualTo(ContentDigest.ofText("body", Map.of("a", "1")));
    }

    @Test
    void tellsBitsOfFloatingPointNumbersApart() {
        assertThat(ContentDigest.ofText("body", Map.of("a", 0.0)))
                .isNotEqualTo(ContentDigest.ofText("body", Map.of("a", -0.0)));
        assertThat(ContentDigest.ofText("body", Map.of("a", 0.0f)))
                .isNotEqualTo(ContentDigest.ofText("body", Map.of("a", -0.0f)));
    }

    @Test
    void tellsWhereOnePartEndsAndTheNextBegins() {
        assertThat(ContentDigest.ofText("a", Map.of("bc", "d")))
                .isNotEqualTo(ContentDigest.ofText("ab", Map.of("c", "d")));
    }
}
