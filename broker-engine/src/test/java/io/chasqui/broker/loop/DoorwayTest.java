package io.chasqui.broker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.chasqui.broker.endpoint.Admission;
import io.chasqui.broker.security.Authenticator;
import io.chasqui.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DoorwayTest {
    private static final long PATIENCE_SECONDS = 30;

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Semaphore mayAnswer = new Semaphore(0);
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    @Test
    void answersWithoutAThreadWhatIsKnownByHeart() {
        Doorway doorway = new Doorway(Authenticator.PERMISSIVE, "door", 1);

        doorway.check("anna", "secret", answer());

        assertThat(answers).containsExactly("anna");
    }

    @Test
    void neverKeepsTheAskingThreadWaiting() throws InterruptedException {
        Doorway doorway = new Doorway(this::slowly, "door", 1);

        doorway.check("anna", "secret", answer());
        boolean answeredBefore = !answers.isEmpty();
        mayAnswer.release();

        assertThat(answeredBefore).isFalse();
        assertThat(next()).isEqualTo("anna");
    }

    @Test
    void checksOnlyAFewAtTheSameTimeAndAnswersAll() throws InterruptedException {
        Doorway doorway = new Doorway(this::slowly, "door", 2);
        List<String> came = new ArrayList<>();

        for (int i = 0; i < 20; i++) {
            doorway.check("user" + i, null, answer());
        }
        mayAnswer.release(20);
        for (int i = 0; i < 20; i++) {
            came.add(next());
        }

        assertThat(came).doesNotHaveDuplicates().hasSize(20);
        assertThat(mostAtOnce.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void sendsAwayAtOnceWhoeverComesToAFullLine() throws InterruptedException {
        Doorway doorway = new Doorway(this::slowly, "door", 1);

        for (int i = 0; i < 100; i++) {
            doorway.check("user" + i, null, answer());
        }

        assertThat(next()).isEqualTo(ErrorCode.UNAVAILABLE.toString());
        assertThat(answers.size() + 1).isBetween(35, 36);
        mayAnswer.release(100);
        doorway.check("late", null, answer());
        List<String> came = new ArrayList<>();
        while (!came.contains("user0")) {
            came.add(next());
        }
    }

    @Test
    void survivesAnAuthenticatorThatFails() throws InterruptedException {
        Doorway doorway = new Doorway(
                (user, password) -> {
                    if (user == null) {
                        throw new IllegalStateException("A defect, on purpose.");
                    }
                    return user;
                },
                "door",
                1);

        doorway.check(null, null, answer());
        doorway.check("anna", null, answer());

        assertThat(next()).isEqualTo(ErrorCode.UNAVAILABLE.toString());
        assertThat(next()).isEqualTo("anna");
    }

    private @Nullable String slowly(@Nullable String user, @Nullable String password) {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        mayAnswer.acquireUninterruptibly();
        atOnce.decrementAndGet();
        return user;
    }

    private String next() throws InterruptedException {
        String answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(answer).as("an answer within %s s", PATIENCE_SECONDS).isNotNull();
        return String.valueOf(answer);
    }

    private Admission.Answer answer() {
        return new Admission.Answer() {
            @Override
            public void admitted(String name) {
                answers.add(name);
            }

            @Override
            public void refused(ErrorCode code, String text) {
                answers.add(code.toString());
            }
        };
    }
}
