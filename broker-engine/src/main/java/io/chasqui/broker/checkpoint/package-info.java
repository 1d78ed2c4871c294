/**
 * Checkpoints: pictures of the durable state from which a start goes on, instead of reading the whole journal.
 */
@NullMarked
package io.chasqui.broker.checkpoint;

import org.jspecify.annotations.NullMarked;
