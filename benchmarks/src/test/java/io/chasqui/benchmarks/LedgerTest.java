package io.chasqui.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {

    @Test
    void findsNothingWrongWhenTwoConsumersShareTheMessages() {
        var first = new Ledger(2);
        var second = new Ledger(2);

        receive(first, 0, 0, 2);
        receive(first, 1, 0);
        receive(second, 0, 1);

        assertThat(Ledger.verdict(List.of(first, second), List.of(3L, 1L))).isEqualTo(RunResult.CORRECT);
    }

    @Test
    void findsAMessageThatIsMissing() {
        var ledger = new Ledger(1);

        receive(ledger, 0, 0, 2);

        assertThat(Ledger.verdict(List.of(ledger), List.of(3L))).isEqualTo("1 missing");
    }

    @Test
    void findsAMessageThatCameToTwoConsumers() {
        var first = new Ledger(1);
        var second = new Ledger(1);

        receive(first, 0, 0, 1);
        receive(second, 0, 1);

        assertThat(Ledger.verdict(List.of(first, second), List.of(2L))).isEqualTo("1 twice");
    }

    @Test
    void findsAMessageThatCameTwiceToOneConsumer() {
        var ledger = new Ledger(1);

        receive(ledger, 0, 0, 0);

        assertThat(Ledger.verdict(List.of(ledger), List.of(1L))).isEqualTo("1 twice, 1 out of order");
    }

    @Test
    void findsMessagesOutOfOrder() {
        var ledger = new Ledger(1);

        receive(ledger, 0, 1, 0, 2);

        assertThat(Ledger.verdict(List.of(ledger), List.of(3L))).isEqualTo("1 out of order");
    }

    @Test
    void findsAMessageThatNobodySent() {
        var ledger = new Ledger(1);

        receive(ledger, 0, 0, 5);

        assertThat(Ledger.verdict(List.of(ledger), List.of(1L))).isEqualTo("1 never sent");
    }

    private static void receive(Ledger ledger, int producer, long... sequences) {
        for (long sequence : sequences) {
            ByteBuffer bytes = ByteBuffer.allocate(MessageBody.MIN_BYTES);
            bytes.putInt(producer).putLong(sequence);
            ledger.received(new MessageBody(bytes.array()));
        }
    }
}
