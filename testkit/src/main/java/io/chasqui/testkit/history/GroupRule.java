package io.chasqui.testkit.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The messages of a group go to one consumer at a time, in the order of sending, and one that comes back goes before
 * those behind it: whoever shares the source.
 */
final class GroupRule implements HistoryRule {
    private record GroupAt(String source, String group) {}

    @Override
    public void check(Ledger ledger, Consumer<Violation> report) {
        Map<GroupAt, List<Arrival>> groups = new LinkedHashMap<>();
        for (Arrival arrival : ledger.arrivals()) {
            Receipt receipt = arrival.receipt();
            String group = ledger.terms(receipt.key()).group();
            Source source = ledger.source(receipt.source());
            if (group != null && source != null && source.setAside() == null) {
                groups.computeIfAbsent(new GroupAt(receipt.source(), group), each -> new ArrayList<>())
                        .add(arrival);
            }
        }
        groups.forEach((group, arrivals) -> new GroupWalk(ledger, group.group(), report).walk(arrivals));
    }
}
