package io.chasqui.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatJsonTest {
    @Test
    void readsTypedFields() {
        String text = "{\"s\":\"a\\\"b\\u00e9\\n\", \"i\" : -7, \"d\":1.5e3 ,\"t\":true,\"f\":false}";

        assertThat(FlatJson.parse(text)).contains(Map.of("s", "a\"bé\n", "i", -7L, "d", 1500.0, "t", true, "f", false));
    }

    @Test
    void passesOverNullObjectsAndArrays() {
        String text = "{\"n\":null,\"o\":{\"a\":[1,{\"b\":\"}]\"}]},\"l\":[[],\"x\"],\"kept\":1}";

        assertThat(FlatJson.parse(text)).contains(Map.of("kept", 1L));
    }

    @Test
    void readsTheEmptyObject() {
        assertThat(FlatJson.parse(" { } ")).contains(Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "order",
                "[1]",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":1}x",
                "{\"a\":1",
                "{\"a:1}",
                "{\"a\":yes}",
                "{\"a\":1-2}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":[1}",
                "{a:1}",
                "{\"a\":NaN}"
            })
    void refusesWhatIsNoObject(String text) {
        assertThat(FlatJson.parse(text)).isEmpty();
    }
}
