package dev.watchword;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What the sources say of themselves: the main code of every module, as the compiler parses it.
 *
 * @param files lines by path, such as {@code filter-core/dev/watchword/Watchword.java}
 * @param methods lines from the first annotation or modifier to the closing brace, by class and
 *     name, such as {@code Watchword.start}; of several with one name the longest
 * @param methodLines the same of every method, also of those with one name
 * @param publicTypes how many types code of another package can name
 */
record SourceFigures(
    Map<String, Integer> files,
    Map<String, Integer> methods,
    List<Integer> methodLines,
    int publicTypes) {
  private static final Path ROOT = Path.of("..");
  private static final String MAIN = "src/main/java";

  static SourceFigures read() throws IOException {
    List<Path> sources = sources();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, Integer> files = new TreeMap<>();
    for (Path source : sources) {
      String name = ROOT.relativize(source).toString().replace('\\', '/');
      files.put(name.replace("/" + MAIN, ""), Files.readAllLines(source).size());
    }
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(sources));
      Counter counter = new Counter(Trees.instance(task).getSourcePositions());
      counter.scan(task.parse(), null);
      return new SourceFigures(
          files, counter.longest, counter.lines.stream().sorted().toList(), counter.publicTypes);
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve(MAIN))
          .filter(Files::isDirectory)
          .flatMap(SourceFigures::javaFiles)
          .sorted()
          .toList();
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static final class Counter extends TreePathScanner<Void, Void> {
    private final SourcePositions positions;
    private final Map<String, Integer> longest = new TreeMap<>();
    private final List<Integer> lines = new ArrayList<>();
    private int publicTypes;

    private Counter(SourcePositions positions) {
      this.positions = positions;
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
      if (isPublic(type)) {
        publicTypes++;
      }
      return super.visitClass(type, none);
    }

    /** In an interface everything is public. A type in one that is hidden is hidden too. */
    private boolean isPublic(ClassTree type) {
      for (Tree each : getCurrentPath()) {
        Tree around = getCurrentPath().getParentPath().getLeaf();
        if (each == type && around.getKind() == Tree.Kind.INTERFACE) {
          continue;
        }
        if (each instanceof ClassTree one
            && !one.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
      CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
      LineMap map = unit.getLineMap();
      long from = map.getLineNumber(positions.getStartPosition(unit, method));
      long to = map.getLineNumber(positions.getEndPosition(unit, method));
      int count = (int) (to - from) + 1;
      lines.add(count);
      longest.merge(nameOf(unit, method), count, Math::max);
      return super.visitMethod(method, none);
    }

    private static String nameOf(CompilationUnitTree unit, MethodTree method) {
      String file = Path.of(unit.getSourceFile().getName()).getFileName().toString();
      return file.replace(".java", "") + "." + method.getName();
    }
  }
}
