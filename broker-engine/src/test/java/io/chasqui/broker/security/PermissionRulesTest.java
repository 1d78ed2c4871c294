package io.chasqui.broker.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.chasqui.broker.security.Authorizer.Action;
import io.chasqui.protocol.message.Destination;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PermissionRulesTest {
    private static final Destination ORDERS = Destination.queue("orders.new");
    private static final Map<String, Set<String>> GROUPS = Map.of("anna", Set.of("clerks"));

    @Test
    void permitsOnlyWhatARuleSays() {
        PermissionRules rules =
                rules().allow("queue.orders.*", Action.SEND, "shop").build();

        assertThat(rules.permits("shop", Action.SEND, ORDERS)).isTrue();
        assertThat(rules.permits("anna", Action.SEND, ORDERS)).isFalse();
        assertThat(rules.permits("shop", Action.CONSUME, ORDERS)).isFalse();
        assertThat(rules.permits("shop", Action.SEND, Destination.queue("bills")))
                .isFalse();
        assertThat(rules.permits("shop", Action.SEND, Destination.topic("orders.new")))
                .isFalse();
    }

    @Test
    void permitsGroupsAndEverybody() {
        PermissionRules rules = rules().allow("queue.#", Action.SEND, "@clerks")
                .allow("queue.#", Action.BROWSE, "*")
                .build();

        assertThat(rules.permits("anna", Action.SEND, ORDERS)).isTrue();
        assertThat(rules.permits("bert", Action.SEND, ORDERS)).isFalse();
        assertThat(rules.permits("bert", Action.BROWSE, ORDERS)).isTrue();
    }

    @Test
    void letsTheMostSpecificPatternDecideAlonePerAction() {
        PermissionRules rules = rules().allow("#", Action.SEND, "*")
                .allow("#", Action.CONSUME, "bert")
                .allow("queue.orders.#", Action.SEND, "anna")
                .allow("queue.orders.locked", Action.SEND)
                .build();

        assertThat(rules.permits("bert", Action.SEND, Destination.queue("bills")))
                .isTrue();
        assertThat(rules.permits("bert", Action.SEND, ORDERS)).isFalse();
        assertThat(rules.permits("anna", Action.SEND, ORDERS)).isTrue();
        assertThat(rules.permits("anna", Action.SEND, Destination.queue("orders.locked")))
                .isFalse();
        assertThat(rules.permits("bert", Action.CONSUME, ORDERS)).isTrue();
    }

    @Test
    void leavesTemporaryDestinationsToThoseWhoKnowTheirNames() {
        Destination temporary = new Destination(Destination.Kind.TEMPORARY_QUEUE, "reply-1");
        PermissionRules rules = rules().build();

        assertThat(rules.permits("anna", Action.SEND, temporary)).isTrue();
        assertThat(rules.permits("anna", Action.CONSUME, temporary)).isTrue();
        assertThat(rules.permits("anna", Action.MANAGE, temporary)).isFalse();
    }

    @Test
    void refusesWhatCouldNotBeMeant() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules().allow("orders", Action.SEND, "anna"))
                .withMessageContaining("'orders' is not a pattern of destinations");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules().allow("#", Action.SEND, "anna bert"))
                .withMessageContaining("The name of a user");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules().allow("#", Action.SEND, "anna").allow("#", Action.SEND, "bert"))
                .withMessageContaining("There is a rule for SEND on '#' already");
    }

    private static PermissionRules.Builder rules() {
        return PermissionRules.builder(user -> GROUPS.getOrDefault(user, Set.of()));
    }
}
