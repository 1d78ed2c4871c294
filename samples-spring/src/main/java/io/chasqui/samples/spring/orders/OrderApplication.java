package io.chasqui.samples.spring.orders;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Orders a few things, waits until all of them are shipped, and ends. */
@SpringBootApplication(proxyBeanMethods = false)
public final class OrderApplication {
    private static final List<String> ARTICLES = List.of("pencils", "paper", "ink", "wax");

    /**
     * Runs the application.
     *
     * @param args properties, such as {@code --chasqui.url=tcp://127.0.0.1:7710}
     */
    public static void main(String[] args) throws InterruptedException {
        try (ConfigurableApplicationContext application = SpringApplication.run(OrderApplication.class, args)) {
            OrderDesk desk = application.getBean(OrderDesk.class);
            Notices notices = application.getBean(Notices.class);
            ARTICLES.forEach(desk::order);
            for (int i = 0; i < ARTICLES.size(); i++) {
                System.out.println(notices.next());
            }
        }
    }
}
