package io.chasqui.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedPropertyTest {
    @Test
    void isAStringWithoutAType() {
        assertThat(TypedProperty.parse("note=a=b")).isEqualTo(new TypedProperty("note", "a=b"));
        assertThat(TypedProperty.parse("note=")).isEqualTo(new TypedProperty("note", ""));
    }

    @Test
    void hasTheTypeThatItNames() {
        assertThat(TypedProperty.parse("a:string=1").value()).isEqualTo("1");
        assertThat(TypedProperty.parse("a:boolean=true").value()).isEqualTo(true);
        assertThat(TypedProperty.parse("a:byte=1").value()).isEqualTo((byte) 1);
        assertThat(TypedProperty.parse("a:short=1").value()).isEqualTo((short) 1);
        assertThat(TypedProperty.parse("a:int=-1").value()).isEqualTo(-1);
        assertThat(TypedProperty.parse("a:LONG=1").value()).isEqualTo(1L);
        assertThat(TypedProperty.parse("a:float=1.5").value()).isEqualTo(1.5f);
        assertThat(TypedProperty.parse("a:double=1.5").value()).isEqualTo(1.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "=1", "a:date=1", "a:int=x", "a:boolean=yes", "a:byte=300"})
    void refusesWhatItCannotRead(String text) {
        assertThatThrownBy(() -> TypedProperty.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
