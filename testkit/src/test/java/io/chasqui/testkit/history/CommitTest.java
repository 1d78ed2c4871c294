package io.chasqui.testkit.history;

import static io.chasqui.testkit.history.Outcome.CONFIRMED;
import static io.chasqui.testkit.history.ViolationKind.SEEN_BEFORE_COMMIT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitTest {
    private final Story story = Story.ofQueue();
    private final WorkUnit branch = story.transaction("p");

    @Test
    void acceptsAMessageThatComesWhileItsCommitIsUnderWay() {
        story.attempt(1, branch).ending(branch).consume(1).settle(branch, CONFIRMED);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void findsAMessageThatComesBeforeItsCommit() {
        story.attempt(1, branch).consume(1).ending(branch).settle(branch, CONFIRMED);

        assertThat(story.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.kind()).isEqualTo(SEEN_BEFORE_COMMIT);
            assertThat(violation.subject()).isEqualTo("p#1 at q");
        });
    }
}
