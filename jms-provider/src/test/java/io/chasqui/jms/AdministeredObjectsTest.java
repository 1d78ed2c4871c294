package io.chasqui.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.jms.destination.ChasquiQueue;
import io.chasqui.jms.destination.ChasquiTopic;
import jakarta.jms.ConnectionFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Collections;
import javax.naming.RefAddr;
import javax.naming.Reference;
import org.junit.jupiter.api.Test;

/** What can be stored in a naming service (§5). */
class AdministeredObjectsTest {
    private static final String URL = "tcp://a:1?user=ann&password=secret&clientId=trader&prefetch=5";

    @Test
    void areSerializable() throws IOException, ClassNotFoundException {
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory(URL);

        assertThat(copy(new ChasquiQueue("a"))).isEqualTo(new ChasquiQueue("a"));
        assertThat(copy(new ChasquiTopic("a"))).isEqualTo(new ChasquiTopic("a"));
        assertThat(((ChasquiConnectionFactory) copy(factory)).getReference()).isEqualTo(factory.getReference());
    }

    private static Object copy(Object object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    @Test
    void areEqualByKindAndName() {
        assertThat(new ChasquiQueue("a"))
                .isEqualTo(new ChasquiQueue("a"))
                .hasSameHashCodeAs(new ChasquiQueue("a"))
                .isNotEqualTo(new ChasquiQueue("A"))
                .isNotEqualTo(new ChasquiTopic("a"));
    }

    @Test
    void sayInTheirReferencesHowTheyAreMade() {
        Reference factory = new ChasquiConnectionFactory(URL).getReference();
        Reference queue = new ChasquiQueue("orders").getReference();

        assertThat(factory.getClassName()).isEqualTo("io.chasqui.jms.ChasquiConnectionFactory");
        assertThat(factory.getFactoryClassName()).isEqualTo("io.chasqui.jndi.ChasquiObjectFactory");
        assertThat(factory.getFactoryClassLocation()).isNull();
        assertThat(Collections.list(factory.getAll()))
                .extracting(RefAddr::getType)
                .containsExactly("url", "user", "password", "clientId");
        assertThat(factory.get("url").getContent()).isEqualTo("tcp://a:1?prefetch=5");
        assertThat(factory.get("password").getContent()).isEqualTo("secret");
        assertThat(queue.getClassName()).isEqualTo("io.chasqui.jms.destination.ChasquiQueue");
        assertThat(queue.get("physicalName").getContent()).isEqualTo("orders");
        assertThat(new ChasquiTopic("news").getReference().get("physicalName").getContent())
                .isEqualTo("news");
    }

    @Test
    void keepPasswordsToThemselves() {
        ConnectionFactory factory = new ChasquiConnectionFactory(URL);

        assertThat(factory.toString()).contains("prefetch=5").doesNotContain("secret");
    }
}
