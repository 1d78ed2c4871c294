package io.chasqui.jndi;

import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.naming.Binding;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.NameClassPair;
import javax.naming.NameNotFoundException;
import javax.naming.NameParser;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.NotContextException;
import javax.naming.OperationNotSupportedException;
import org.jspecify.annotations.Nullable;

/**
 * The names of one folder; they can be looked up and listed, not changed. A lookup stays within the folder: what looks
 * like a URL is not handed to anybody else.
 */
final class ReadOnlyContext implements Context {
    private static final int SHOWN_LIMIT = 20;
    private static final String READ_ONLY = "This context is read-only: its names are fixed by the environment it was"
            + " made with. Give names by connectionFactory.NAME, queue.NAME and topic.NAME there, or in"
            + " jndi.properties.";

    private final Folder folder;
    private final String path;
    private final Map<Object, Object> environment = new ConcurrentHashMap<>();

    /**
     * A context.
     *
     * @param folder its names
     * @param path its own name below the root, empty for the root
     * @param environment is copied
     */
    ReadOnlyContext(Folder folder, String path, Map<?, ?> environment) {
        this.folder = folder;
        this.path = path;
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
        return exported(walk(name), name);
    }

    private Object exported(Object found, String name) {
        return found instanceof Folder inner ? new ReadOnlyContext(inner, composeName(name, path), environment) : found;
    }

    /** Goes down as many folders as the name has parts; the last folder takes what is left, slashes included. */
    private Object walk(String name) throws NamingException {
        Object here = folder;
        String rest = name;
        while (!rest.isEmpty()) {
            if (!(here instanceof Folder inner)) {
                throw new NotContextException("'" + name + "': before '" + rest + "' stands "
                        + FixedNames.described(here) + ", which is no context.");
            }
            int slash = inner instanceof DynamicNames ? -1 : rest.indexOf('/');
            String part = slash < 0 ? rest : rest.substring(0, slash);
            Object found = inner.find(part);
            if (found == null) {
                throw unknown(name, part, inner);
            }
            here = found;
            rest = slash < 0 ? "" : rest.substring(slash + 1);
        }
        return here;
    }

    private static NameNotFoundException unknown(String name, String part, Folder inner) {
        List<String> present = inner.entries().entrySet().stream()
                .map(entry -> entry.getValue() instanceof Folder ? entry.getKey() + "/" : entry.getKey())
                .sorted(Comparator.comparing(each -> !each.equalsIgnoreCase(part)))
                .toList();
        String more = present.size() > SHOWN_LIMIT ? " and " + (present.size() - SHOWN_LIMIT) + " more" : "";
        String shown = String.join(", ", present.subList(0, Math.min(SHOWN_LIMIT, present.size())));
        return new NameNotFoundException(
                "Nothing has the name '" + name + "'. Where '" + part + "' was looked for there are: " + shown + more
                        + ". Further names are given by connectionFactory.NAME, queue.NAME and topic.NAME in the"
                        + " environment.");
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
        return new Listing<>(bindings(name)
                .map(each -> new NameClassPair(each.getName(), each.getClassName()))
                .iterator());
    }

    @Override
    public NamingEnumeration<Binding> listBindings(Name name) throws NamingException {
        return listBindings(TextNames.text(name));
    }

    @Override
    public NamingEnumeration<Binding> listBindings(String name) throws NamingException {
        return new Listing<>(bindings(name).iterator());
    }

    private Stream<Binding> bindings(String name) throws NamingException {
        if (!(find(name) instanceof ReadOnlyContext context)) {
            throw new NotContextException("'" + name + "' is no context: it can be looked up and not listed.");
        }
        return context.folder.entries().entrySet().stream()
                .map(each -> new Binding(each.getKey(), context.exported(each.getValue(), each.getKey())));
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
        return prefix.isEmpty() || name.isEmpty() ? prefix + name : prefix + "/" + name;
    }

    @Override
    public @Nullable Object addToEnvironment(String name, Object value) throws NamingException {
        refuseDecided(name);
        return environment.put(name, value);
    }

    @Override
    public @Nullable Object removeFromEnvironment(String name) throws NamingException {
        refuseDecided(name);
        return environment.remove(name);
    }

    private static void refuseDecided(String key) throws OperationNotSupportedException {
        if (EnvironmentNames.decidesOnNames(key)) {
            throw new OperationNotSupportedException("'" + key + "' cannot be changed. " + READ_ONLY);
        }
    }

    @Override
    public Hashtable<?, ?> getEnvironment() {
        return new Hashtable<>(environment);
    }

    @Override
    public String getNameInNamespace() {
        return path;
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
