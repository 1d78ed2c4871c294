package io.chasqui.jndi;

import io.chasqui.jms.ChasquiConnectionFactory;
import io.chasqui.jms.destination.ChasquiQueue;
import io.chasqui.jms.destination.ChasquiTopic;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.naming.Binding;
import javax.naming.Context;
import javax.naming.InvalidNameException;
import javax.naming.Name;
import javax.naming.NameClassPair;
import javax.naming.NameNotFoundException;
import javax.naming.NameParser;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.OperationNotSupportedException;
import org.jspecify.annotations.Nullable;

/** The names Chasqui knows; they can be looked up and listed, not changed. */
final class ReadOnlyContext implements Context {
    private static final String FACTORY = "ConnectionFactory";
    private static final String QUEUES = "dynamicQueues/";
    private static final String TOPICS = "dynamicTopics/";
    private static final String READ_ONLY = "This context is read-only: its names are fixed.";

    private final Map<String, Object> bindings = new TreeMap<>();
    private final Map<Object, Object> environment = new LinkedHashMap<>();

    ReadOnlyContext(ChasquiConnectionFactory factory, Hashtable<?, ?> environment) {
        bindings.put(FACTORY, factory);
        this.environment.putAll(environment);
    }

    @Override
    public Object lookup(Name name) throws NamingException {
        return find(TextNames.text(name));
    }

    @Override
    public Object lookup(String name) throws NamingException {
        return find(name);
    }

    private Object find(String name) throws NamingException {
        if (name.isEmpty()) {
            return this;
        }
        Object bound = bindings.get(name);
        if (bound != null) {
            return bound;
        }
        try {
            if (name.startsWith(QUEUES)) {
                return new ChasquiQueue(name.substring(QUEUES.length()));
            }
            if (name.startsWith(TOPICS)) {
                return new ChasquiTopic(name.substring(TOPICS.length()));
            }
        } catch (IllegalArgumentException badName) {
            throw new InvalidNameException("'" + name + "': " + badName.getMessage());
        }
        throw new NameNotFoundException("'" + name + "' is unknown. Known are " + bindings.keySet() + ", " + QUEUES
                + "<name> and " + TOPICS + "<name>.");
    }

    @Override
    public Object lookupLink(Name name) throws NamingException {
        return find(TextNames.text(name));
    }

    @Override
    public Object lookupLink(String name) throws NamingException {
        return find(name);
    }

    @Override
    public NamingEnumeration<NameClassPair> list(Name name) throws NamingException {
        return list(TextNames.text(name));
    }

    @Override
    public NamingEnumeration<NameClassPair> list(String name) throws NamingException {
        expectRoot(name);
        return new Listing<>(bindings.entrySet().stream()
                .map(each -> new NameClassPair(
                        each.getKey(), each.getValue().getClass().getName()))
                .iterator());
    }

    @Override
    public NamingEnumeration<Binding> listBindings(Name name) throws NamingException {
        return listBindings(TextNames.text(name));
    }

    @Override
    public NamingEnumeration<Binding> listBindings(String name) throws NamingException {
        expectRoot(name);
        return new Listing<>(bindings.entrySet().stream()
                .map(each -> new Binding(each.getKey(), each.getValue()))
                .iterator());
    }

    private void expectRoot(String name) throws NamingException {
        if (!name.isEmpty()) {
            throw new NameNotFoundException("Only the root (an empty name) can be listed, not '" + name + "'.");
        }
    }

    @Override
    public NameParser getNameParser(Name name) {
        return new TextNames();
    }

    @Override
    public NameParser getNameParser(String name) {
        return new TextNames();
    }

    @Override
    public Name composeName(Name name, Name prefix) throws NamingException {
        return ((Name) prefix.clone()).addAll(name);
    }

    @Override
    public String composeName(String name, String prefix) {
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    @Override
    public @Nullable Object addToEnvironment(String name, Object value) throws NamingException {
        return environment.put(name, value);
    }

    @Override
    public @Nullable Object removeFromEnvironment(String name) throws NamingException {
        return environment.remove(name);
    }

    @Override
    public Hashtable<?, ?> getEnvironment() {
        return new Hashtable<>(environment);
    }

    @Override
    public String getNameInNamespace() {
        return "";
    }

    @Override
    public void close() {
        // holds nothing
    }

    @Override
    public void bind(Name name, Object bound) throws NamingException {
        throw new OperationNotSupportedException(READ_ONLY);
    }

    @Override
    public void bind(String name, Object bound) throws NamingException {
        throw new OperationNotSupportedException(READ_ONLY);
    }

    @Override
    public void rebind(Name name, Object bound) throws NamingException {
        throw new OperationNotSupportedException(READ_ONLY);
    }

    @Override
    public void rebind(String name, Object bound) throws NamingException {
        throw new OperationNotSupportedException(READ_ONLY);
    }

    @Override
    public void unbind(Name name) throws NamingException {
        throw new OperationNotSupportedException(READ_ONLY);
    }

    @Override
    public void unbind(String name) throws NamingException {
        throw new OperationNotSupportedException(READ_ONLY);
    }

    @Override
    public void rename(Name oldName, Name newName) throws NamingException {
        throw new OperationNotSupportedException(READ_ONLY);
    }

    @Override
    public void rename(String oldName, String newName) throws NamingException {
        throw new OperationNotSupportedException(READ_ONLY);
    }

    @Override
    public void destroySubcontext(Name name) throws NamingException {
        throw new OperationNotSupportedException(READ_ONLY);
    }

    @Override
    public void destroySubcontext(String name) throws NamingException {
        throw new OperationNotSupportedException(READ_ONLY);
    }

    @Override
    public Context createSubcontext(Name name) throws NamingException {
        throw new OperationNotSupportedException(READ_ONLY);
    }

    @Override
    public Context createSubcontext(String name) throws NamingException {
        throw new OperationNotSupportedException(READ_ONLY);
    }
}
