package io.chasqui.jms.message;

import java.util.Set;

/**
 * The classes that an {@code ObjectMessage} may always bring: values and plain collections of the JDK. None of them calls
 * code that a message could choose, apart from {@code hashCode}, {@code equals} and {@code compareTo} of other admitted
 * classes. The interfaces are here as element types of arrays.
 */
final class SafeClasses {
    private static final Set<String> LANG = Set.of(
            "Boolean",
            "Byte",
            "Character",
            "CharSequence",
            "Comparable",
            "Double",
            "Enum",
            "Float",
            "Integer",
            "Long",
            "Number",
            "Object",
            "Short",
            "String",
            "String$CaseInsensitiveComparator",
            "StringBuffer",
            "StringBuilder");
    private static final Set<String> MATH = Set.of("BigDecimal", "BigInteger", "MathContext", "RoundingMode");
    private static final Set<String> UTIL = Set.of(
            "AbstractMap$SimpleEntry",
            "AbstractMap$SimpleImmutableEntry",
            "ArrayDeque",
            "ArrayList",
            "Arrays$ArrayList",
            "BitSet",
            "CollSer",
            "Collection",
            "Collections$EmptyList",
            "Collections$EmptyMap",
            "Collections$EmptySet",
            "Collections$ReverseComparator",
            "Collections$ReverseComparator2",
            "Collections$SingletonList",
            "Collections$SingletonMap",
            "Collections$SingletonSet",
            "Collections$SynchronizedCollection",
            "Collections$SynchronizedList",
            "Collections$SynchronizedMap",
            "Collections$SynchronizedRandomAccessList",
            "Collections$SynchronizedSet",
            "Collections$SynchronizedSortedMap",
            "Collections$SynchronizedSortedSet",
            "Collections$UnmodifiableCollection",
            "Collections$UnmodifiableList",
            "Collections$UnmodifiableMap",
            "Collections$UnmodifiableNavigableMap",
            "Collections$UnmodifiableNavigableSet",
            "Collections$UnmodifiableRandomAccessList",
            "Collections$UnmodifiableSet",
            "Collections$UnmodifiableSortedMap",
            "Collections$UnmodifiableSortedSet",
            "Currency",
            "Date",
            "Deque",
            "Dictionary",
            "EnumMap",
            "EnumSet",
            "EnumSet$SerializationProxy",
            "HashMap",
            "HashSet",
            "Hashtable",
            "IdentityHashMap",
            "ImmutableCollections$List12",
            "ImmutableCollections$ListN",
            "ImmutableCollections$Map1",
            "ImmutableCollections$MapN",
            "ImmutableCollections$Set12",
            "ImmutableCollections$SetN",
            "JumboEnumSet",
            "LinkedHashMap",
            "LinkedHashSet",
            "LinkedList",
            "List",
            "Locale",
            "Map",
            "Map$Entry",
            "PriorityQueue",
            "Properties",
            "Queue",
            "RegularEnumSet",
            "Set",
            "SortedMap",
            "SortedSet",
            "Stack",
            "TreeMap",
            "TreeSet",
            "UUID",
            "Vector");

    private SafeClasses() {}

    /** Whether a class, named as {@link Class#getName()} does, is one of them. */
    static boolean contain(String name) {
        return name.startsWith("java.")
                && (name.startsWith("java.time.")
                        || name.equals("java.io.Serializable")
                        || isIn("java.lang.", LANG, name)
                        || isIn("java.util.", UTIL, name)
                        || isIn("java.math.", MATH, name));
    }

    private static boolean isIn(String prefix, Set<String> names, String name) {
        return name.startsWith(prefix) && names.contains(name.substring(prefix.length()));
    }
}
