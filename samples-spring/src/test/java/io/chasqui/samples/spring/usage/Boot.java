package io.chasqui.samples.spring.usage;

import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Starts Boot applications. */
final class Boot {
    private Boot() {}

    /** What Boot configures by itself. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static final class Base {}

    /**
     * A running application.
     *
     * @param url of the broker
     * @param pooling what is between Spring and the factory
     * @param configuration what is in it beyond that
     * @param properties as on a command line, without the dashes
     */
    static ConfigurableApplicationContext run(
            String url, Pooling pooling, Class<?> configuration, String... properties) {
        Stream<String> own = Stream.of(
                "chasqui.url=" + url,
                "spring.main.register-shutdown-hook=false",
                "spring.jms.listener.receive-timeout=100ms",
                "logging.level.org.springframework.jms=off");
        return new SpringApplicationBuilder(Base.class, pooling.configuration(), configuration)
                .web(WebApplicationType.NONE)
                .run(Stream.concat(own, Stream.of(properties))
                        .map(property -> "--" + property)
                        .toArray(String[]::new));
    }
}
