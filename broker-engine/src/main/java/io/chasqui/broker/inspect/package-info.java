/**
 * Reading a data directory without being its broker: what is in it, whether it is whole, what needs its room. Nothing here
 * changes a byte of it or takes its lock.
 */
@NullMarked
package io.chasqui.broker.inspect;

import org.jspecify.annotations.NullMarked;
