import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What `spotless:check` checks, for a build whose Maven runs on a Java that cannot read the sources.
final class FormatCheck {
    private FormatCheck() {}

    public static void main(String[] folders) throws Exception {
        Formatter formatter = Formatter.createFormatter(
                JavaFormatterOptions.builder().style(Style.PALANTIR).build());
        List<Path> wrong = new ArrayList<>();
        for (Path file : sources(folders)) {
            String text = Files.readString(file);
            if (!text.equals(formatted(formatter, text))) {
                wrong.add(file);
            }
        }
        if (!wrong.isEmpty()) {
            System.err.println("Not formatted; with JAVA_HOME set to a JDK 21 or newer, mvn spotless:apply formats:");
            wrong.forEach(file -> System.err.println("  " + file));
            System.exit(1);
        }
    }

    private static String formatted(Formatter formatter, String text) throws Exception {
        return ImportOrderer.reorderImports(
                RemoveUnusedImports.removeUnusedImports(formatter.formatSource(text)), Style.PALANTIR);
    }

    private static List<Path> sources(String[] folders) throws Exception {
        List<Path> files = new ArrayList<>();
        for (String folder : folders) {
            if (Files.isDirectory(Path.of(folder))) {
                try (Stream<Path> walk = Files.walk(Path.of(folder))) {
                    walk.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
                }
            }
        }
        return files;
    }
}
