package io.chasqui.jndi;

import java.util.Iterator;
import javax.naming.NamingEnumeration;

/**
 * A listing of a context.
 *
 * @param <T> what is listed
 */
final class Listing<T> implements NamingEnumeration<T> {
    private final Iterator<T> entries;

    Listing(Iterator<T> entries) {
        this.entries = entries;
    }

    @Override
    public T next() {
        return entries.next();
    }

    @Override
    public boolean hasMore() {
        return entries.hasNext();
    }

    @Override
    public void close() {
        // holds nothing
    }

    @Override
    public boolean hasMoreElements() {
        return hasMore();
    }

    @Override
    public T nextElement() {
        return next();
    }
}
