package io.chasqui.testkit.history;

import static io.chasqui.testkit.history.Outcome.CONFIRMED;
import static io.chasqui.testkit.history.Outcome.FAILED;
import static io.chasqui.testkit.history.ViolationKind.GROUP_SPLIT;
import static io.chasqui.testkit.history.ViolationKind.OUT_OF_ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two consumers, "a" and "b", share a queue with messages of a group. */
class GroupTest {
    private final Story story = Story.ofQueue();

    @Test
    void acceptsAGroupThatGoesFromOneConsumerToTheNext() {
        send(1, 2);
        WorkUnit one = story.transaction("a");
        WorkUnit two = story.transaction("b");
        story.receive(1, one).ending(one).receive(2, two).settle(one, CONFIRMED);
        end(two, CONFIRMED);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void findsAGroupWithTwoConsumersAtATime() {
        send(1, 2);
        WorkUnit one = story.transaction("a");
        WorkUnit two = story.transaction("b");
        story.receive(1, one).receive(2, two);
        end(one, CONFIRMED);
        end(two, CONFIRMED);

        assertThat(story.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.kind()).isEqualTo(GROUP_SPLIT);
            assertThat(violation.text()).contains("b received it while a had not yet ended");
        });
    }

    @Test
    void acceptsAnotherConsumerAfterACrash() {
        send(1, 2);
        WorkUnit one = story.transaction("a");
        WorkUnit two = story.transaction("b");
        story.receive(1, one).crash().receive(1, two, 2).receive(2, two);
        end(one, FAILED);
        end(two, CONFIRMED);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void saysNothingAboutMessagesOfDifferentGroups() {
        story.sendWith(1, new Terms("g", 0, 0, 0)).sendWith(2, new Terms("h", 0, 0, 0));
        WorkUnit one = story.transaction("a");
        WorkUnit two = story.transaction("b");
        story.receive(2, one).receive(1, two);
        end(one, CONFIRMED);
        end(two, CONFIRMED);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void findsAGroupInTheWrongOrder() {
        send(1, 2);
        WorkUnit one = story.transaction("a");
        story.receive(2, one).receive(1, one);
        end(one, CONFIRMED);

        assertThat(story.kinds()).containsExactly(OUT_OF_ORDER);
    }

    @Test
    void acceptsThatAMessageComesBackBeforeThoseBehindIt() {
        send(1, 2);
        WorkUnit one = story.transaction("a");
        WorkUnit two = story.transaction("a");
        story.receive(1, one);
        end(one, FAILED);
        story.receive(1, two, 2).receive(2, two);
        end(two, CONFIRMED);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void findsAMessageThatOvertakesOneThatComesBack() {
        send(1, 2);
        WorkUnit one = story.transaction("a");
        WorkUnit two = story.transaction("a");
        story.receive(1, one);
        end(one, FAILED);
        story.receive(2, two).receive(1, two, 2);
        end(two, CONFIRMED);

        assertThat(story.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.kind()).isEqualTo(OUT_OF_ORDER);
            assertThat(violation.text()).contains("although the earlier p#1 of its group had come back");
        });
    }

    @Test
    void bearsThatACrashForgetsWhoHadTheGroup() {
        send(1, 2);
        WorkUnit one = story.transaction("a");
        WorkUnit two = story.transaction("b");
        WorkUnit three = story.transaction("a");
        story.receive(1, one).crash();
        end(one, FAILED);
        story.receive(2, two);
        end(two, CONFIRMED);
        story.receive(1, three, 2);
        end(three, CONFIRMED);

        assertThat(story.violations()).isEmpty();
    }

    private void send(long... sequences) {
        for (long sequence : sequences) {
            story.sendWith(sequence, new Terms("g", 0, 0, 0));
        }
    }

    private void end(WorkUnit unit, Outcome outcome) {
        story.ending(unit).settle(unit, outcome);
    }
}
