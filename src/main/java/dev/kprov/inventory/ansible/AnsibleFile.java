package dev.kprov.inventory.ansible;

import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.yaml.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// An inventory file and what lies in `group_vars` and `host_vars` beside it.
final class AnsibleFile {
    private static final String KIND = "Ansible inventory";
    private static final String MODEL = "https://docs.ansible.com/ansible/latest/inventory_guide/intro_inventory.html";
    private static final List<String> YAML = List.of(".yaml", ".yml", ".json");

    private AnsibleFile() {}

    /// Throws a `KprovException` with what is wrong and where.
    static Groups read(Path file) {
        String text = text(file);
        Groups groups = new Groups();
        if (isYaml(file)) {
            YamlInventory.read(file.toString(), text, groups);
        } else {
            IniInventory.read(file.toString(), text, groups);
        }
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder != null) {
            for (String group : Stream.concat(Stream.of(Groups.ALL), groups.names().stream())
                    .toList()) {
                variables(
                        folder.resolve("group_vars"), group, groups.group(group).files()::putAll);
            }
            for (String host : groups.hosts()) {
                variables(folder.resolve("host_vars"), host, groups.host(host)::putAll);
            }
        }
        return groups;
    }

    private static String text(Path file) {
        if (Files.isDirectory(file)) {
            throw new KprovException(Problem.invalid(
                    file.toString(),
                    "this " + KIND + " is a folder",
                    "its files may each add to the others",
                    "name the file in it that has the hosts, or make one of all: ansible-inventory -i " + file
                            + " --list --yaml --output all.yaml"));
        }
        String text = YamlFile.text(file, KIND, MODEL);
        if (text.startsWith("#!")) {
            throw new KprovException(Problem.invalid(
                    file + ":1:1",
                    "this " + KIND + " is a program",
                    "kprov runs no programs of others to learn of hosts",
                    "run it through Ansible: ansible-inventory -i " + file + " --list --yaml --output all.yaml"));
        }
        return text;
    }

    private static boolean isYaml(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return YAML.stream().anyMatch(name::endsWith);
    }

    /// A file of that name, or all files of a folder of that name.
    private static void variables(Path folder, String name, Consumer<Map<String, Object>> taker) {
        List<Path> files = new ArrayList<>();
        if (!name.contains("/")) {
            Stream.concat(Stream.of(""), YAML.stream())
                    .map(ending -> folder.resolve(name + ending))
                    .filter(Files::isRegularFile)
                    .forEach(files::add);
            Path inner = folder.resolve(name);
            if (Files.isDirectory(inner)) {
                try (Stream<Path> entries = Files.list(inner)) {
                    entries.filter(Files::isRegularFile)
                            .filter(entry -> !entry.getFileName().toString().startsWith("."))
                            .sorted()
                            .forEach(files::add);
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot read " + inner, e);
                }
            }
        }
        for (Path file : files) {
            String text = YamlFile.text(file, "file of variables", MODEL);
            // All of it may be encrypted.
            if (!text.startsWith("$ANSIBLE_VAULT")) {
                taker.accept(YamlInventory.variables(file.toString(), text));
            }
        }
    }
}
