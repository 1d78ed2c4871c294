package io.chasqui.broker.selector;

/**
 * The value of arithmetic on something that is not a number. It is like no other value, so every comparison with it is
 * false, as §3.8.1.1 asks for {@code NumberOfOrders > 1} when the property is the string "2".
 */
enum Incomparable {
    VALUE
}
