/**
 * What a user of the engine sees: start a broker on a data directory, give it to transports, stop it. Everything else in
 * this module serves this package.
 */
@NullMarked
package io.chasqui.broker;

import org.jspecify.annotations.NullMarked;
