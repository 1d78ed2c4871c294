package io.chasqui.broker.inspect;

import io.chasqui.broker.state.BrokerState;
import io.chasqui.broker.state.StateDigest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The digest of a state in little room, whatever the number of messages: of each queue, and of what is in none, the number
 * of lines and a hash of them.
 */
final class StatePrint {
    private static final int LEAST_LINES_NAMED = 5;

    private final Map<String, Section> sections = new LinkedHashMap<>();
    private Section current = new Section();

    private StatePrint() {}

    static StatePrint of(BrokerState state) {
        StatePrint print = new StatePrint();
        StateDigest.visit(state, print::add);
        return print;
    }

    private void add(String line) {
        int blank = line.indexOf(' ');
        String word = line.substring(0, blank);
        if (!word.equals("message")) {
            String name = word.equals("queue") ? line.substring(0, line.indexOf(" horizon ")) : word;
            current = sections.computeIfAbsent(name, any -> new Section());
        }
        current.add(line);
    }

    /** In what two states differ; empty if they are equal. */
    List<String> differences(StatePrint other) {
        List<String> names = new ArrayList<>(sections.keySet());
        other.sections.keySet().stream()
                .filter(name -> !sections.containsKey(name))
                .forEach(names::add);
        return names.stream()
                .filter(name -> !same(sections.get(name), other.sections.get(name)))
                .map(name ->
                        name + " (" + lines(sections.get(name)) + " and " + lines(other.sections.get(name)) + " lines)")
                .limit(LEAST_LINES_NAMED)
                .toList();
    }

    private static boolean same(@Nullable Section left, @Nullable Section right) {
        return left != null && right != null && left.lines == right.lines && Arrays.equals(left.hash, right.hash);
    }

    private static long lines(@Nullable Section section) {
        return section == null ? 0 : section.lines;
    }

    /** Lines in their order. */
    private static final class Section {
        private final long[] hash = {0xCBF29CE484222325L, 0x84222325CBF29CE4L};
        private long lines;

        void add(String line) {
            for (byte each : line.getBytes(StandardCharsets.UTF_8)) {
                hash[0] = (hash[0] ^ each) * 0x100000001B3L;
                hash[1] = Long.rotateLeft(hash[1] + each, 23) * 0x9E3779B97F4A7C15L;
            }
            hash[0] = (hash[0] ^ '\n') * 0x100000001B3L;
            lines++;
        }
    }
}
