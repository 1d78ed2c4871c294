/** Global transactions under a real transaction manager, Narayana, with brokers and managers that die in the middle. */
package io.chasqui.systemtests.xa;
