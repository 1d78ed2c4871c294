package io.chasqui.samples.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The sums of a run.
 *
 * @param confirmed lines whose send or commit has returned
 * @param received different lines that came
 * @param receivedBy the same for each reader
 * @param redelivered deliveries with JMSRedelivered
 * @param duplicated deliveries of a line that had come before, without JMSRedelivered
 * @param lost lines confirmed and not received
 * @param resent lines sent again because their transaction was rolled back
 * @param unknown lines whose send or commit ended without an answer
 * @param afterSettlement deliveries of lines whose commit or acknowledgement had returned
 * @param wrong deliveries with another text, or to another reader, than their line's
 */
record Account(
        long confirmed,
        long received,
        Map<Route, Long> receivedBy,
        long redelivered,
        long duplicated,
        long lost,
        long resent,
        long unknown,
        long afterSettlement,
        long wrong) {

    /** What is wrong with these sums, in words; nothing if the broker kept its promises. */
    List<String> problems(long lines) {
        List<String> problems = new ArrayList<>();
        add(problems, lost, "messages were confirmed and are lost");
        add(problems, duplicated, "messages came again without JMSRedelivered");
        add(problems, afterSettlement, "messages came again after their commit or acknowledgement had returned");
        add(problems, wrong, "messages came altered or to the wrong reader");
        add(problems, unknown, "messages have an unknown outcome: the client did not get back to the broker in time");
        add(problems, lines - confirmed - unknown, "lines were not sent");
        return problems;
    }

    private static void add(List<String> problems, long number, String what) {
        if (number != 0) {
            problems.add(number + " " + what);
        }
    }
}
