package io.chasqui.jndi;

import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.jms.ChasquiXAConnectionFactory;
import io.chasqui.jms.client.UrlText;
import io.chasqui.jms.destination.ChasquiQueue;
import io.chasqui.jms.destination.ChasquiTopic;
import io.chasqui.jms.reference.AdministeredReference;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XAQueueConnectionFactory;
import jakarta.jms.XATopicConnectionFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The kinds of administered objects, and how each is made from the texts of a reference. */
enum AdministeredType {
    /** A connection factory: {@code url}, and any option of a URL as a text of its own. */
    CONNECTION_FACTORY(ChasquiConnectionFactory.class) {
        @Override
        List<Class<?>> asked() {
            return List.of(ConnectionFactory.class, QueueConnectionFactory.class, TopicConnectionFactory.class);
        }

        @Override
        Object make(Map<String, String> texts) {
            return new ChasquiConnectionFactory(url(texts));
        }
    },
    /** A connection factory for global transactions: as the other one. */
    XA_CONNECTION_FACTORY(ChasquiXAConnectionFactory.class) {
        @Override
        List<Class<?>> asked() {
            return List.of(XAConnectionFactory.class, XAQueueConnectionFactory.class, XATopicConnectionFactory.class);
        }

        @Override
        Object make(Map<String, String> texts) {
            return new ChasquiXAConnectionFactory(url(texts));
        }
    },
    /** A queue: {@code physicalName}. */
    QUEUE(ChasquiQueue.class) {
        @Override
        List<Class<?>> asked() {
            return List.of(Queue.class);
        }

        @Override
        Object make(Map<String, String> texts) {
            return new ChasquiQueue(physicalName(texts));
        }
    },
    /** A topic: {@code physicalName}. */
    TOPIC(ChasquiTopic.class) {
        @Override
        List<Class<?>> asked() {
            return List.of(Topic.class);
        }

        @Override
        Object make(Map<String, String> texts) {
            return new ChasquiTopic(physicalName(texts));
        }
    };

    private static final String NAME = "name";

    private final Class<?> ours;

    AdministeredType(Class<?> ours) {
        this.ours = ours;
    }

    /** The interfaces under which the user of a server asks for such an object. */
    abstract List<Class<?>> asked();

    /**
     * Makes the object.
     *
     * @param texts of the reference, by name
     * @throws IllegalArgumentException if one is missing, unknown or wrong; the text says what is expected
     */
    abstract Object make(Map<String, String> texts);

    /**
     * The kind that a reference asks for.
     *
     * @param className of one of our objects, or of the interface that the user of a server asks for
     * @throws IllegalArgumentException if there is none; the text lists those that are known
     */
    static AdministeredType of(String className) {
        return Arrays.stream(values())
                .filter(type -> type.ours.getName().equals(className)
                        || type.asked().stream().anyMatch(each -> each.getName().equals(className)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The type '" + className + "' is unknown. Expected is one of " + known() + "."));
    }

    /** Whether a class is one of ours. */
    static boolean isOurs(String className) {
        return Arrays.stream(values()).anyMatch(type -> type.ours.getName().equals(className));
    }

    private static String known() {
        return Arrays.stream(values())
                .flatMap(type -> type.asked().stream())
                .map(Class::getName)
                .collect(Collectors.joining(", "));
    }

    private static String url(Map<String, String> texts) {
        Map<String, String> options = new LinkedHashMap<>(texts);
        String url = options.remove(AdministeredReference.URL);
        if (url == null) {
            throw new IllegalArgumentException("A connection factory needs the property 'url', for instance"
                    + " tcp://localhost:7710; given are " + texts.keySet() + ".");
        }
        return UrlText.parse(url).with(options).text();
    }

    private static String physicalName(Map<String, String> texts) {
        Map<String, String> rest = new LinkedHashMap<>(texts);
        String name = rest.remove(rest.containsKey(NAME) ? NAME : AdministeredReference.PHYSICAL_NAME);
        if (name == null || !rest.isEmpty()) {
            throw new IllegalArgumentException("A destination has exactly one property, 'physicalName' (or 'name');"
                    + " given are " + texts.keySet() + ".");
        }
        return name;
    }
}
