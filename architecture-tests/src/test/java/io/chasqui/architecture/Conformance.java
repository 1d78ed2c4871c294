package io.chasqui.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The statements of the specification, the tests that prove them, and the marks of those that need no test.
 *
 * @param statements in the order of the specification
 * @param marks in the order of their file
 * @param proofs in the order of the sources
 */
record Conformance(List<Statement> statements, List<Mark> marks, List<Proof> proofs) {

    /** Reads the folder {@code conformance} and the test sources of all modules. */
    static Conformance read(SourceTree sources) {
        Path folder = sources.root().resolve("conformance");
        return new Conformance(
                lines(folder.resolve("statements.tsv"))
                        .skip(1)
                        .map(Statement::parse)
                        .toList(),
                lines(folder.resolve("marks.txt"))
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(Mark::parse)
                        .toList(),
                sources.files().stream()
                        .filter(SourceFile::isTest)
                        .flatMap(file -> Proof.in(file).stream())
                        .toList());
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + "; restore it", e);
        }
    }

    /** The tests that prove a statement. */
    List<String> tests(Statement statement) {
        return proofs.stream()
                .filter(proof -> proof.statement().equals(statement.id()))
                .map(Proof::test)
                .sorted()
                .toList();
    }

    /** The mark of a statement, alone or none. */
    List<Mark> marks(Statement statement) {
        return marks.stream().filter(mark -> mark.id().equals(statement.id())).toList();
    }

    /** Statements that some test proves. */
    List<Statement> proven() {
        return statements.stream()
                .filter(statement -> !tests(statement).isEmpty())
                .toList();
    }

    /** Statements that carry no mark and that no test proves. */
    List<Statement> unproven() {
        return statements.stream()
                .filter(statement ->
                        tests(statement).isEmpty() && marks(statement).isEmpty())
                .toList();
    }

    /** What contradicts itself, each as a sentence with advice. */
    List<String> contradictions() {
        Set<String> known = new HashSet<>(ids(statements, Statement::id));
        Set<String> marked = new HashSet<>(ids(marks, Mark::id));
        return Stream.of(
                        repeated(ids(statements, Statement::id))
                                .map(id -> "statements.tsv holds " + id + " twice; restore the file"),
                        repeated(ids(marks, Mark::id)).map(id -> "marks.txt marks " + id + " twice; keep one line"),
                        repeated(ids(proofs, proof -> proof.test() + " says twice that it proves " + proof.statement()))
                                .map(test -> test + "; say it once"),
                        marks.stream()
                                .filter(mark -> !known.contains(mark.id()))
                                .map(mark -> "marks.txt marks " + mark.id() + ", which is no statement; correct it"),
                        proofs.stream().flatMap(proof -> contradictions(proof, known, marked)))
                .flatMap(Function.identity())
                .toList();
    }

    private static Stream<String> contradictions(Proof proof, Set<String> known, Set<String> marked) {
        String what = proof.place() + ": " + proof.test() + " claims " + proof.statement();
        return Stream.of(
                        known.contains(proof.statement()) ? "" : what + ", which is no statement; correct it",
                        marked.contains(proof.statement())
                                ? what + ", which marks.txt takes out; remove the mark or the claim"
                                : "",
                        proof.runs() ? "" : what + " and is no test that runs; move the claim to one")
                .filter(sentence -> !sentence.isEmpty());
    }

    private static <T> List<String> ids(List<T> all, Function<T, String> id) {
        return all.stream().map(id).toList();
    }

    private static Stream<String> repeated(List<String> ids) {
        Set<String> seen = new HashSet<>();
        return ids.stream().filter(id -> !seen.add(id)).distinct();
    }
}
