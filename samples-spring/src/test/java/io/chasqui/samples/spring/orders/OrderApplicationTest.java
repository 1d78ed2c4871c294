package io.chasqui.samples.spring.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.testkit.ChasquiBroker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrderApplicationTest {
    @RegisterExtension
    private final ChasquiBroker broker = new ChasquiBroker();

    @Test
    void shipsWhatWasOrdered() throws InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            OrderApplication.main(new String[] {"--chasqui.url=" + broker.url()});
        } finally {
            System.setOut(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactlyInAnyOrder("shipped pencils", "shipped paper", "shipped ink", "shipped wax");
    }
}
