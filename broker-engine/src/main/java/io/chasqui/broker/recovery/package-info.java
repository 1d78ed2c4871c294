/** Opening: from a journal that ended in whatever way to a shard that can go on. */
@NullMarked
package io.chasqui.broker.recovery;

import org.jspecify.annotations.NullMarked;
