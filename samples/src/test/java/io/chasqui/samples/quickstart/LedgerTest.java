package io.chasqui.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Line FIRST = new Line(1, "{\"a\":1}");
    private static final Line SECOND = new Line(2, "{\"a\":2}");

    private final Ledger ledger = new Ledger(2, 2);

    LedgerTest() {
        ledger.sending(FIRST);
        ledger.sending(SECOND);
    }

    @Test
    void findsNothingWrongWhenEverythingCameOnce() {
        ledger.confirmed(List.of(FIRST));
        ledger.delivered(FIRST.route(), FIRST, false);
        ledger.delivered(SECOND.route(), SECOND, false);
        ledger.confirmed(List.of(SECOND));
        ledger.sendersDone();

        assertThat(ledger.drained()).isCompleted();
        assertThat(ledger.account().problems(2)).isEmpty();
    }

    @Test
    void findsLostLines() {
        ledger.confirmed(List.of(FIRST, SECOND));
        ledger.delivered(SECOND.route(), SECOND, false);
        ledger.sendersDone();

        assertThat(ledger.drained()).isNotDone();
        assertThat(ledger.account().problems(2)).containsExactly("1 messages were confirmed and are lost");
    }

    @Test
    void tellsFlaggedFromSilentRepetitions() {
        ledger.confirmed(List.of(FIRST, SECOND));
        ledger.delivered(FIRST.route(), FIRST, false);
        ledger.delivered(SECOND.route(), SECOND, false);
        ledger.delivered(FIRST.route(), FIRST, true);
        ledger.delivered(SECOND.route(), SECOND, false);

        Account account = ledger.account();

        assertThat(account.redelivered()).isEqualTo(1);
        assertThat(account.duplicated()).isEqualTo(1);
        assertThat(account.problems(2)).containsExactly("1 messages came again without JMSRedelivered");
    }

    @Test
    void forbidsWhatWasSettledToComeAgainEvenWithTheFlag() {
        ledger.confirmed(List.of(FIRST, SECOND));
        ledger.delivered(FIRST.route(), FIRST, false);
        ledger.settled(List.of(FIRST));
        ledger.delivered(FIRST.route(), FIRST, true);

        assertThat(ledger.account().afterSettlement()).isEqualTo(1);
    }

    @Test
    void noticesAlteredTextAndWrongReaders() {
        ledger.delivered(FIRST.route(), new Line(1, "{\"a\":9}"), false);
        ledger.delivered(FIRST.route(), SECOND, false);

        assertThat(ledger.account().wrong()).isEqualTo(2);
        assertThat(ledger.account().received()).isZero();
    }

    @Test
    void tellsWhenTheThresholdIsReached() {
        ledger.confirmed(List.of(FIRST));

        assertThat(ledger.thresholdReached()).isNotDone();

        ledger.confirmed(List.of(SECOND));

        assertThat(ledger.thresholdReached()).isCompleted();
    }
}
