package io.chasqui.jndi;

import java.util.Properties;
import javax.naming.CompositeName;
import javax.naming.CompoundName;
import javax.naming.Name;
import javax.naming.NameParser;
import javax.naming.NamingException;

/** Reads names: parts separated by slashes, from left to right. */
final class TextNames implements NameParser {
    private static final String SYNTAX = "jndi.syntax.";

    @Override
    public Name parse(String name) throws NamingException {
        Properties syntax = new Properties();
        syntax.setProperty(SYNTAX + "direction", "left_to_right");
        syntax.setProperty(SYNTAX + "separator", "/");
        return new CompoundName(name, syntax);
    }

    /** The text of a name as it would be typed. */
    static String text(Name name) {
        if (name instanceof CompositeName && name.size() > 0) {
            return String.join("/", java.util.Collections.list(name.getAll()));
        }
        return name.toString();
    }
}
