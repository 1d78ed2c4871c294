package io.chasqui.jms.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.MessageFormatException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectAdmissionTest {
    /** Its reading would be seen. */
    private static final class Trap implements Serializable {
        private static final long serialVersionUID = 1;
    }

    private record Handler() implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
            return 0;
        }
    }

    private static ObjectAdmission allowing(String list) {
        return ObjectAdmission.DEFAULT.allowing(list, "the test");
    }

    @Test
    void readsPatternsAsClassesAndPackages() {
        ObjectAdmission admission = allowing("com.acme.Order, com.acme.prices.*,com.acme.model.**");

        assertThat(admission.admits("com.acme.Order")).isTrue();
        assertThat(admission.admits("[[Lcom.acme.Order;")).isTrue();
        assertThat(admission.admits("com.acme.Orders")).isFalse();
        assertThat(admission.admits("com.acme.prices.Price")).isTrue();
        assertThat(admission.admits("com.acme.prices.Price$Currency")).isTrue();
        assertThat(admission.admits("com.acme.prices.old.Price")).isFalse();
        assertThat(admission.admits("com.acme.model.Item")).isTrue();
        assertThat(admission.admits("com.acme.model.deep.er.Item")).isTrue();
        assertThat(admission.admits("com.acme.modelled.Item")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "**", "com.*.x", "com.acme.***", "com.acme,,x", "com..x", "a b", "com.acme."})
    void refusesOtherPatterns(String list) {
        assertThatIllegalArgumentException().isThrownBy(() -> allowing(list)).withMessageContaining("the test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.util.PropertyResourceBundle",
                "java.util.Collections$CopiesList",
                "java.lang.ProcessBuilder",
                "java.lang.invoke.SerializedLambda",
                "java.rmi.server.UnicastRemoteObject",
                "javax.management.BadAttributeValueExpException",
                "[Ljava.net.URL;",
                "java.net.URL",
                "L;",
                "[",
                "[Lx",
                ""
            })
    void admitsNothingElseByItself(String name) {
        assertThat(ObjectAdmission.DEFAULT.admits(name)).isFalse();
    }

    @Test
    void namesTheClassThatItRefuses() throws MessageFormatException {
        byte[] body = ObjectBody.write(new ArrayList<>(List.of(new Trap())));

        assertThatThrownBy(() -> ObjectBody.read(body, ObjectAdmission.DEFAULT))
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining(Trap.class.getName())
                .hasMessageContaining(ObjectAdmission.ALLOW_OPTION)
                .hasMessageContaining(ObjectAdmission.ALLOW_PROPERTY);
        assertThat(ObjectBody.read(body, allowing(Trap.class.getName()))).isInstanceOf(ArrayList.class);
        assertThat(ObjectBody.read(body, allowing("io.chasqui.**"))).isInstanceOf(ArrayList.class);
    }

    @Test
    void neverAdmitsProxies() throws MessageFormatException {
        Object proxy =
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Comparable.class}, new Handler());
        byte[] body = ObjectBody.write(new ArrayList<>(Arrays.asList(proxy)));

        assertThatThrownBy(() -> ObjectBody.read(body, allowing("io.chasqui.**,jdk.proxy1.**,com.sun.proxy.**")))
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining("proxies");
    }

    @Test
    void limitsDepthReferencesAndBytes() throws MessageFormatException {
        ArrayList<Object> deep = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            deep = new ArrayList<>(Arrays.asList((Object) deep));
        }
        byte[] nested = ObjectBody.write(deep);
        byte[] many = ObjectBody.write(new ArrayList<>(List.of(
                Instant.ofEpochSecond(1),
                Instant.ofEpochSecond(2),
                Instant.ofEpochSecond(3),
                Instant.ofEpochSecond(4),
                Instant.ofEpochSecond(5),
                Instant.ofEpochSecond(6))));

        assertThatThrownBy(() -> ObjectBody.read(nested, ObjectAdmission.DEFAULT))
                .hasMessageContaining("objectMessageMaxDepth");
        assertThatThrownBy(() -> ObjectBody.read(many, new ObjectAdmission(Set.of(), 20, 5, 1_000)))
                .hasMessageContaining("objectMessageMaxReferences");
        assertThatThrownBy(() -> ObjectBody.read(many, new ObjectAdmission(Set.of(), 20, 100, 10)))
                .hasMessageContaining("objectMessageMaxBytes");
        assertThat(ObjectBody.read(many, new ObjectAdmission(Set.of(), 20, 100, 1_000)))
                .isInstanceOf(List.class);
    }

    @Test
    void endsSetsThatTakeTimeBeyondMeasure() throws MessageFormatException {
        Set<Object> root = new HashSet<>();
        Set<Object> left = root;
        Set<Object> right = new HashSet<>();
        for (int i = 0; i < 15; i++) {
            Set<Object> nextLeft = new HashSet<>(Set.of("x"));
            Set<Object> nextRight = new HashSet<>();
            left.addAll(List.of(nextLeft, nextRight));
            right.addAll(List.of(nextLeft, nextRight));
            left = nextLeft;
            right = nextRight;
        }
        byte[] body = ObjectBody.write((Serializable) root);

        assertThatThrownBy(() -> ObjectBody.read(body, new ObjectAdmission(Set.of(), 10, 1_000_000, 1_000_000)))
                .hasMessageContaining("objectMessageMaxDepth");
    }

    @Test
    void neverMakesArraysThatTheBodyCannotFill() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0xACED0005);
        out.write(new byte[] {0x75, 0x72, 0x00, 0x02, '[', 'J'});
        out.writeLong(0x782004B512B17593L);
        out.write(new byte[] {0x02, 0x00, 0x00, 0x78, 0x70});
        out.writeInt(Integer.MAX_VALUE);

        assertThatThrownBy(() -> ObjectBody.read(bytes.toByteArray(), ObjectAdmission.DEFAULT))
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining("arrays");
    }

    @Test
    void readsLargeCollectionsOfSmallThings() throws MessageFormatException {
        HashMap<Integer, Byte> map = new HashMap<>(1, 0.25f);
        for (int i = 0; i < 20_000; i++) {
            map.put(i, (byte) i);
        }

        assertThat(ObjectBody.read(ObjectBody.write(map), ObjectAdmission.DEFAULT))
                .isEqualTo(map);
        byte[] megabyte = new byte[1 << 20];
        assertThat((Object) ObjectBody.read(ObjectBody.write(megabyte), ObjectAdmission.DEFAULT))
                .isEqualTo(megabyte);
    }

    @Test
    void refusesDamagedBodiesWithoutFailing() throws MessageFormatException {
        byte[] body = ObjectBody.write(new ArrayList<>(List.of("a", 1, List.of(2), new int[5])));
        Random random = new Random(7);

        for (int i = 0; i < 3_000; i++) {
            byte[] damaged = Arrays.copyOf(body, 1 + random.nextInt(body.length));
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                Object ignored = ObjectBody.read(damaged, ObjectAdmission.DEFAULT);
                assertThat(ignored == null || ignored instanceof Serializable).isTrue();
            } catch (MessageFormatException expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
    }
}
