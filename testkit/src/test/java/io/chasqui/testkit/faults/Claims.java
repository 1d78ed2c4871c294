package io.chasqui.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.protocol.message.Destination;
import io.chasqui.protocol.message.Xid;
import io.chasqui.testkit.engine.ScriptedSession;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What clients asked for and what they were told. Compared with what a broker has after its restart: what was confirmed
 * is there, what was refused is not, what is unknown is there once or not at all, in the order it was sent; a transaction
 * is there as a whole or not.
 */
final class Claims {
    private final List<Produced> produced = new ArrayList<>();
    private final List<Consumed> consumed = new ArrayList<>();
    private final List<Prepared> prepared = new ArrayList<>();

    private record Command(ScriptedSession session, long sequence) {
        boolean confirmed() {
            return session.confirmed(sequence);
        }

        boolean refused() {
            return session.refusal(sequence) != null;
        }
    }

    /** Messages that come into being together. */
    private record Produced(@Nullable Command command, Destination destination, List<String> texts) {}

    /** Messages that go together. */
    private record Consumed(Command command, Destination destination, List<String> texts) {}

    private record Prepared(Command command, Xid xid) {}

    /** Messages that were confirmed long ago. */
    void known(Destination destination, List<String> texts) {
        produced.add(new Produced(null, destination, texts));
    }

    void sent(ScriptedSession session, long sequence, Destination destination, String text) {
        produced.add(new Produced(new Command(session, sequence), destination, List.of(text)));
    }

    void committed(ScriptedSession session, long sequence, Destination destination, List<String> texts) {
        produced.add(new Produced(new Command(session, sequence), destination, texts));
    }

    void consumed(ScriptedSession session, long sequence, Destination destination, List<String> texts) {
        consumed.add(new Consumed(new Command(session, sequence), destination, texts));
    }

    void prepared(ScriptedSession session, long sequence, Xid xid) {
        prepared.add(new Prepared(new Command(session, sequence), xid));
    }

    void decided(ScriptedSession session, long sequence, Xid xid, Destination destination, String text) {
        prepared.removeIf(one -> one.xid.equals(xid));
        committed(session, sequence, destination, List.of(text));
    }

    /** Checks the messages of a destination. */
    void check(Destination destination, List<String> present) {
        assertThat(present).as("%s has nothing twice", destination).doesNotHaveDuplicates();
        Set<String> left = new LinkedHashSet<>(present);
        List<String> order = new ArrayList<>();
        for (Produced one : produced) {
            if (one.destination.equals(destination)) {
                order.addAll(one.texts);
                check(one, left);
            }
        }
        assertThat(order).as("messages that somebody sent to %s", destination).containsAll(present);
        assertThat(present)
                .as("order in %s", destination)
                .isEqualTo(order.stream().filter(left::contains).toList());
    }

    private void check(Produced one, Set<String> present) {
        List<String> gone = consumed.stream()
                .filter(taken -> taken.destination.equals(one.destination))
                .flatMap(taken -> gone(one, taken, present).stream())
                .toList();
        List<String> expected =
                one.texts.stream().filter(text -> !gone.contains(text)).toList();
        Command command = one.command;
        if (command == null || command.confirmed()) {
            assertThat(present).as("what was confirmed").containsAll(expected);
        } else if (command.refused()) {
            assertThat(present).as("what was refused").doesNotContainAnyElementsOf(expected);
        } else {
            assertAllOrNone(expected, present);
        }
    }

    /** Which messages of those that came together have been acknowledged by one command. */
    private static List<String> gone(Produced one, Consumed taken, Set<String> present) {
        List<String> taking = one.texts.stream().filter(taken.texts::contains).toList();
        assertAllOrNone(taking, present);
        boolean away = taking.stream().noneMatch(present::contains);
        boolean resolved = taken.command.confirmed() || taken.command.refused();
        if (resolved && !taking.isEmpty()) {
            assertThat(away).as("%s is acknowledged", taking).isEqualTo(taken.command.confirmed());
        }
        return away ? taking : List.of();
    }

    private static void assertAllOrNone(List<String> texts, Set<String> present) {
        assertThat(present.containsAll(texts) || texts.stream().noneMatch(present::contains))
                .as("all or none of %s", texts)
                .isTrue();
    }

    /** Checks the branches in doubt. */
    void checkBranches(List<Xid> present) {
        for (Prepared one : prepared) {
            if (one.command.confirmed()) {
                assertThat(present).as("prepared branches").contains(one.xid);
            }
        }
    }

    /** Checks that every command has an answer by now. */
    void checkResolved() {
        produced.stream().map(Produced::command).filter(Objects::nonNull).forEach(Claims::resolved);
        consumed.forEach(one -> resolved(one.command));
        prepared.forEach(one -> resolved(one.command));
    }

    private static void resolved(@Nullable Command command) {
        Objects.requireNonNull(command);
        assertThat(command.confirmed() || command.refused())
                .as("command %d of session %d is resolved", command.sequence, command.session.number())
                .isTrue();
    }
}
