/**
 * Where links end: connections and sessions as the broker sees them. The only package that knows both frames and the
 * engine; it turns frames into decisions and decisions into answers.
 */
@NullMarked
package io.chasqui.broker.endpoint;

import org.jspecify.annotations.NullMarked;
