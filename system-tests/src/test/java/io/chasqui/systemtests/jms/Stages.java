package io.chasqui.systemtests.jms;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** A stage for each transport; JUnit takes them one after the other and closes each after use. */
final class Stages implements ArgumentsProvider {
    Stages() {}

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        String name = context.getRequiredTestClass().getSimpleName();
        return Stream.of(Transport.values()).map(transport -> Arguments.of(Stage.open(name, transport)));
    }
}
