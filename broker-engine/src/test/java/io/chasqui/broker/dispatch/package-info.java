/** Tests of handing out messages: one queue's dispatch alone, slice by slice. */
@NullMarked
package io.chasqui.broker.dispatch;

import org.jspecify.annotations.NullMarked;
