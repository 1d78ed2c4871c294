package io.chasqui.jms.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConsumerCreditTest {
    private final ConsumerCredit credit = new ConsumerCredit(1_000);

    private void consume(int messages, int bytes) {
        for (int i = 0; i < messages; i++) {
            credit.delivered(bytes);
            credit.consumed();
            credit.topUp(0);
        }
    }

    @Test
    void startsWithOne() {
        assertThat(credit.topUp(0)).isEqualTo(1);
        assertThat(credit.topUp(0)).isZero();
    }

    @Test
    void doublesWithEachConsumedWindow() {
        credit.topUp(0);
        consume(1, 100);
        assertThat(credit.outstanding()).isEqualTo(2);
        consume(2, 100);
        assertThat(credit.outstanding()).isEqualTo(4);
        consume(5_000, 100);
        assertThat(credit.outstanding()).isBetween(500, 1_000);
    }

    @Test
    void staysWithinOneMebibyte() {
        credit.topUp(0);
        consume(5_000, 100_000);

        assertThat(credit.outstanding()).isBetween(1, 10);
    }

    @Test
    void grantsOneMessageHoweverLarge() {
        credit.topUp(0);
        consume(50, 50_000_000);

        assertThat(credit.outstanding()).isEqualTo(1);
    }

    @Test
    void countsWhatIsBuffered() {
        credit.opened(1);
        credit.delivered(10);

        assertThat(credit.topUp(1)).isZero();
        assertThat(credit.topUp(0)).isEqualTo(1);
    }

    @Test
    void grantsNothingWhileADrainIsUnderWay() {
        assertThat(credit.drain(0)).isEqualTo(1);
        assertThat(credit.topUp(0)).isZero();

        credit.drained();

        assertThat(credit.outstanding()).isZero();
        assertThat(credit.topUp(0)).isEqualTo(1);
    }

    @Test
    void settlesOnlyWhatWasGrantedBeforeTheDrain() {
        credit.drain(0);
        credit.delivered(10);
        credit.drain(0);

        credit.drained();
        assertThat(credit.outstanding()).isEqualTo(1);
        credit.drained();
        assertThat(credit.outstanding()).isZero();
    }

    @Test
    void forgetsEverythingInANewEpoch() {
        credit.topUp(0);
        credit.drain(0);

        credit.reset();

        assertThat(credit.outstanding()).isZero();
        assertThat(credit.topUp(0)).isEqualTo(1);
    }
}
