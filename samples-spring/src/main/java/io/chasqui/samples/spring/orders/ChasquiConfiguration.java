package io.chasqui.samples.spring.orders;

import io.chasqui.jms.ChasquiConnectionFactory;
import jakarta.jms.ConnectionFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jms.connection.CachingConnectionFactory;

/** The one bean that Spring needs: everything else of {@code spring-boot-starter-jms} builds upon it. */
@Configuration(proxyBeanMethods = false)
final class ChasquiConfiguration {
    // tag::factory[]
    @Bean
    ConnectionFactory connectionFactory(@Value("${chasqui.url}") String url) {
        return new CachingConnectionFactory(new ChasquiConnectionFactory(url));
    }
    // end::factory[]
}
