package dev.kprov;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// How large things may grow. What is larger does two things, or tells what a reader need not know.
class SourceShapeTest {
    private static final int LINES_OF_A_FILE = 250;
    private static final int LINES_OF_A_METHOD = 30;
    private static final int TYPES_OF_A_PACKAGE = 15;
    private static final int COLUMNS = 120;

    @Test
    void files_are_short() throws IOException {
        for (Path file : sources("src/main/java")) {
            assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(LINES_OF_A_FILE);
        }
    }

    @Test
    void packages_are_small() throws IOException {
        Map<Path, Long> types = sources("src/main/java").stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(SourceShapeTest::folder, TreeMap::new, Collectors.counting()));
        assertThat(types)
                .isNotEmpty()
                .allSatisfy((folder, count) ->
                        assertThat(count).as(folder.toString()).isLessThanOrEqualTo(TYPES_OF_A_PACKAGE));
    }

    @Test
    void methods_are_short() throws IOException {
        List<Path> files = sources("src/main/java");
        List<String> tooLong = new ArrayList<>();
        assertThat(methods(files, tooLong)).isGreaterThan(30);
        assertThat(tooLong).isEmpty();
    }

    @Test
    void comments_are_within_the_columns_that_the_formatter_leaves_alone() throws IOException {
        for (Path file : sources("src")) {
            assertThat(Files.readAllLines(file).stream()
                            .filter(line -> line.strip().startsWith("//")))
                    .as(file + ": palantir-java-format cuts a longer comment line into code")
                    .allMatch(line -> line.length() <= COLUMNS - 2);
        }
    }

    /// Notes the methods that are too long and returns how many there are at all.
    private static int methods(List<Path> files, List<String> tooLong) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            int count = 0;
            for (CompilationUnitTree unit : task.parse()) {
                count += new MethodScan(unit, positions, tooLong).all();
            }
            return count;
        }
    }

    private static final class MethodScan extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> tooLong;
        private int count;

        MethodScan(CompilationUnitTree unit, SourcePositions positions, List<String> tooLong) {
            this.unit = unit;
            this.positions = positions;
            this.tooLong = tooLong;
        }

        int all() {
            scan(unit, null);
            return count;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            count++;
            LineMap lines = unit.getLineMap();
            if (method.getBody() != null) {
                long first = lines.getLineNumber(positions.getStartPosition(unit, method.getBody()));
                long last = lines.getLineNumber(positions.getEndPosition(unit, method.getBody()));
                if (last - first + 1 > LINES_OF_A_METHOD) {
                    tooLong.add(unit.getSourceFile().getName() + ":" + first + " " + method.getName() + ", "
                            + (last - first + 1) + " lines");
                }
            }
            return super.visitMethod(method, null);
        }
    }

    private static Path folder(Path file) {
        Path folder = file.getParent();
        return folder == null ? file : folder;
    }

    private static List<Path> sources(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }
}
