package dev.kprov.cli.request;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Turns a word of the command line into a path. An empty one, likely an unset variable of a shell, would silently
/// mean the current folder.
public final class PathWord implements ITypeConverter<Path> {
    @Override
    public Path convert(String word) {
        if (word.isBlank()) {
            throw new TypeConversionException("the name of the file or folder is empty");
        }
        try {
            return Path.of(word);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("no file can be called \"" + word + "\" in this locale");
        }
    }
}
