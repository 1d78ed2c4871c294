package io.chasqui.samples.spring.usage;

import io.chasqui.jms.ChasquiConnectionFactory;
import jakarta.jms.ConnectionFactory;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jms.connection.CachingConnectionFactory;

/** What stands between Spring's templates and the factory. */
enum Pooling {
    NONE(Plain.class),
    CACHING(Caching.class),
    POOL(Pooled.class);

    private final Class<?> configuration;

    Pooling(Class<?> configuration) {
        this.configuration = configuration;
    }

    /** Makes the bean. */
    Class<?> configuration() {
        return configuration;
    }

    // tag::plain[]
    @Configuration(proxyBeanMethods = false)
    static final class Plain {
        @Bean
        ConnectionFactory connectionFactory(@Value("${chasqui.url}") String url) {
            return new ChasquiConnectionFactory(url);
        }
    }
    // end::plain[]

    @Configuration(proxyBeanMethods = false)
    static final class Caching {
        @Bean
        ConnectionFactory connectionFactory(@Value("${chasqui.url}") String url) {
            return new CachingConnectionFactory(new ChasquiConnectionFactory(url));
        }
    }

    // tag::pool[]
    @Configuration(proxyBeanMethods = false)
    static final class Pooled {
        @Bean(destroyMethod = "stop")
        JmsPoolConnectionFactory connectionFactory(@Value("${chasqui.url}") String url) {
            JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
            pool.setConnectionFactory(new ChasquiConnectionFactory(url));
            pool.setMaxConnections(2);
            return pool;
        }
    }
    // end::pool[]
}
