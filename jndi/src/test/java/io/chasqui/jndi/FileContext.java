package io.chasqui.jndi;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Properties;
import javax.naming.CommunicationException;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.Referenceable;
import javax.naming.StringRefAddr;
import javax.naming.spi.NamingManager;

/**
 * A naming service in a properties file, as file system contexts are: it stores the texts of references and nothing else,
 * and leaves the making of objects to {@code javax.naming}.
 */
final class FileContext {
    private static final String CLASS = "ClassName";
    private static final String FACTORY = "FactoryName";
    private static final String TYPE = "Type";
    private static final String CONTENT = "Content";

    private final Path file;

    FileContext(Path file) {
        this.file = file;
    }

    /** The part of a context that this is. */
    Context asContext() {
        return (Context) Proxy.newProxyInstance(
                FileContext.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "bind" -> bind((String) arguments[0], arguments[1]);
                        case "lookup" -> {
                            return lookup((String) arguments[0]);
                        }
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                    return null;
                });
    }

    private void bind(String name, Object object) throws NamingException {
        Object state = NamingManager.getStateToBind(object, null, null, null);
        Reference reference = ((Referenceable) state).getReference();
        Properties entries = read();
        entries.setProperty(name + "/" + CLASS, reference.getClassName());
        entries.setProperty(name + "/" + FACTORY, reference.getFactoryClassName());
        int index = 0;
        for (RefAddr each : Collections.list(reference.getAll())) {
            entries.setProperty(name + "/" + TYPE + index, each.getType());
            entries.setProperty(name + "/" + CONTENT + index, (String) each.getContent());
            index++;
        }
        try (Writer out = Files.newBufferedWriter(file)) {
            entries.store(out, null);
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    private Object lookup(String name) throws Exception {
        Properties entries = read();
        Reference reference =
                new Reference(entries.getProperty(name + "/" + CLASS), entries.getProperty(name + "/" + FACTORY), null);
        for (int i = 0; entries.containsKey(name + "/" + TYPE + i); i++) {
            reference.add(new StringRefAddr(
                    entries.getProperty(name + "/" + TYPE + i), entries.getProperty(name + "/" + CONTENT + i)));
        }
        return NamingManager.getObjectInstance(reference, null, null, null);
    }

    private Properties read() throws NamingException {
        Properties entries = new Properties();
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                entries.load(in);
            } catch (IOException failure) {
                throw failed(failure);
            }
        }
        return entries;
    }

    private NamingException failed(IOException failure) {
        NamingException refusal = new CommunicationException(file + ": " + failure.getMessage());
        refusal.initCause(failure);
        return refusal;
    }
}
