package dev.kprov.cli.desk;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Makes what a command may be told, and reads what it was told.
public final class Arguments {
    private Arguments() {}

    /// One that is given or not.
    ///
    /// @param description its paragraphs have `%n` between them
    public static OptionSpec flag(String description, String... names) {
        return OptionSpec.builder(names)
                .type(Boolean.class)
                .description(paragraphs(description))
                .build();
    }

    /// One that takes a value.
    ///
    /// @param type of the value; the constants of an enum are what the user types
    /// @param label of the value in the help
    public static OptionSpec option(Class<?> type, String label, String description, String... names) {
        return builder(type, label, names).description(paragraphs(description)).build();
    }

    /// The same, to be built on.
    public static OptionSpec.Builder builder(Class<?> type, String label, String... names) {
        return OptionSpec.builder(names).type(type).paramLabel(label);
    }

    /// One that can be repeated, each time with one text.
    public static OptionSpec repeated(String label, String description, String... names) {
        return texts(label, description, names).build();
    }

    /// One that can be repeated, each time with one text or several that have commas between them.
    public static OptionSpec list(String label, String description, String... names) {
        return texts(label, description, names).splitRegex(",").build();
    }

    private static OptionSpec.Builder texts(String label, String description, String... names) {
        return builder(List.class, label, names).auxiliaryTypes(String.class).description(paragraphs(description));
    }

    /// One without a name.
    ///
    /// @param index from 0 on
    /// @param arity whether it must be there: `1` or `0..1`
    public static PositionalParamSpec word(Class<?> type, int index, String arity, String label, String description) {
        return PositionalParamSpec.builder()
                .index(String.valueOf(index))
                .type(type)
                .arity(arity)
                .required(arity.startsWith("1"))
                .paramLabel(label)
                .description(description)
                .build();
    }

    /// All that have no name.
    ///
    /// @param arity how many: `0..*` or `1..*`
    public static PositionalParamSpec.Builder words(String arity, String label, String description) {
        return PositionalParamSpec.builder()
                .index("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity(arity)
                .required(arity.startsWith("1"))
                .paramLabel(label)
                .description(description);
    }

    private static String[] paragraphs(String description) {
        return description.split("%n");
    }

    public static boolean on(ArgSpec flag) {
        return Arguments.<Boolean>given(flag).orElse(false);
    }

    /// Empty where it was not given.
    public static <T> Optional<T> given(ArgSpec argument) {
        return Optional.ofNullable(argument.getValue());
    }

    /// What must be given, as picocli sees to.
    public static String said(ArgSpec word) {
        return Arguments.<String>given(word).orElseThrow();
    }

    /// All that were given, in their order.
    public static List<String> all(ArgSpec repeated) {
        return Arguments.<List<String>>given(repeated).orElse(List.of());
    }
}
