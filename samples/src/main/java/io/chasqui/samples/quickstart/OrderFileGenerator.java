package io.chasqui.samples.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Makes {@code src/main/data/orders.jsonl}: the orders of an outdoor shop, invented, and the same at every run, because
 * chance comes from a fixed linear congruential sequence. To make the file again:
 * {@code java -cp samples/target/classes io.chasqui.samples.quickstart.OrderFileGenerator > orders.jsonl}.
 */
public final class OrderFileGenerator {
    private static final int ORDERS = 10_080;
    private static final Instant FIRST_ORDER = Instant.parse("2026-03-02T06:00:00Z");
    private static final String[] ITEMS = {"tent", "rope", "stove", "poncho", "sandals", "map", "flask", "lamp"};
    private static final int[] CENTS = {18_990, 4_250, 6_900, 3_495, 5_900, 1_290, 1_995, 2_450};
    private static final String[] REGIONS = {"north", "south", "east", "west"};
    private static final String[] CITIES = {"Cusco", "Ñuñoa", "Quito", "La Paz", "Bogotá", "Trujillo"};
    private static final long MULTIPLIER = 6_364_136_223_846_793_005L;
    private static final long INCREMENT = 1_442_695_040_888_963_407L;

    private long state = 20_260_302L;
    private Instant placed = FIRST_ORDER;

    OrderFileGenerator() {}

    /**
     * Writes the lines to standard output.
     *
     * @param args not used
     * @throws IOException if standard output does not take them
     */
    public static void main(String[] args) throws IOException {
        OrderFileGenerator generator = new OrderFileGenerator();
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (int number = 1; number <= ORDERS; number++) {
            out.print(generator.order(number) + "\n");
        }
        if (out.checkError()) {
            throw new IOException("Standard output did not take all lines; is the disk full?");
        }
    }

    /** How many orders the shipped file has. */
    static int orders() {
        return ORDERS;
    }

    /** The next line; lines must be asked for in order. */
    String order(int number) {
        placed = placed.plus(Duration.ofSeconds(chance(120)));
        int item = chance(ITEMS.length);
        return String.format(
                Locale.ROOT,
                "{\"order\":\"A-%05d\",\"at\":\"%s\",\"customer\":%d,\"region\":\"%s\",\"city\":\"%s\","
                        + "\"item\":\"%s\",\"qty\":%d,\"price\":%.2f,\"gift\":%b}",
                number,
                placed,
                1_000 + chance(9_000),
                REGIONS[chance(REGIONS.length)],
                CITIES[chance(CITIES.length)],
                ITEMS[item],
                1 + chance(4),
                CENTS[item] / 100.0,
                chance(10) == 0);
    }

    private int chance(int bound) {
        state = state * MULTIPLIER + INCREMENT;
        return (int) ((state >>> 33) % bound);
    }
}
