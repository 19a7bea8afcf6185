package dev.kprov.cli;

import static dev.kprov.cli.desk.Arguments.all;
import static dev.kprov.cli.desk.Arguments.given;
import static dev.kprov.cli.desk.Arguments.list;
import static dev.kprov.cli.desk.Arguments.option;

import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
import dev.kprov.cli.desk.Options.Group;
import dev.kprov.cli.desk.Syntax;
import dev.kprov.cli.parts.Session;
import dev.kprov.cli.request.Request;
import dev.kprov.installer.ResourceFile;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.InventoryFile;
import dev.kprov.inventory.ansible.AnsibleImport;
import dev.kprov.inventory.ansible.AnsibleImport.Imported;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.yaml.Shape;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

final class InitCommand {
    private final OptionSpec inventory =
            option(Path.class, "FILE", "The file to write; default: inventory.yaml.", "-i", Options.INVENTORY);
    private final OptionSpec ansible = option(
            Path.class,
            "FILE",
            "An inventory of Ansible's, INI or YAML, with the group_vars and host_vars beside it. Hosts, addresses,"
                    + " logins, keys, jump hosts, labels and taints are taken over; secrets are not.",
            "--from-ansible");
    private final OptionSpec controlPlanes = list(
            "GROUP",
            "Ansible's group of control planes; default: kube_control_plane, masters, server or the like.",
            "--control-plane");
    private final OptionSpec workers =
            list("GROUP", "Ansible's group of workers; default: kube_node, workers, agent or the like.", "--worker");
    private final OptionSpec cluster = option(
            String.class,
            "NAME",
            "The cluster's name, a DNS label; default: that of the folder of Ansible's file, or lab.",
            "--cluster");
    private final Session session;
    private final CommandSpec spec;

    InitCommand(Session session) {
        this.session = session;
        this.spec = Syntax.of(
                        this::call,
                        "init",
                        "Write an inventory to begin with, or one made from Ansible's; touches no host.",
                        "Without --from-ansible it is the example with all keys, to be changed. A file that is there is"
                                + " never overwritten.")
                .with(inventory, ansible, controlPlanes, workers, cluster)
                .with(Group.ANSWER)
                .build();
    }

    CommandSpec spec() {
        return spec;
    }

    private int call() throws IOException {
        Desk desk = new Desk(session, spec);
        Optional<String> name = given(cluster);
        name.filter(text -> !Shape.DNS_LABEL.fits(text)).ifPresent(text -> {
            throw new ParameterException(
                    spec.commandLine(),
                    "--cluster must be a DNS label, lower-case letters, digits and -, such as lab, not " + text);
        });
        Optional<Path> source = given(ansible);
        if (source.isEmpty() && !(all(controlPlanes).isEmpty() && all(workers).isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--control-plane and --worker name groups of --from-ansible, which is not given");
        }
        Path file = desk.request().inventory();
        refuseIfThere(file);
        Imported imported = source.isEmpty()
                ? new Imported(example(name), List.of())
                : AnsibleImport.of(source.get(), new AnsibleImport.Wish(name, all(controlPlanes), all(workers)));
        write(file, imported.text());
        imported.remarks().forEach(desk::remark);
        Inventory read = InventoryFile.read(file);
        desk.answer(text(file, read), map(file, read, imported));
        return 0;
    }

    private static String example(Optional<String> name) {
        String text = ResourceFile.text(Inventory.class, "inventory.example.yaml");
        return name.map(cluster -> text.replaceFirst("(?m)^cluster: .*$", "cluster: " + cluster))
                .orElse(text);
    }

    private String text(Path file, Inventory read) {
        String next = given(ansible).isEmpty() ? "change it, then run" : "see whether it says what you mean, then run";
        return "wrote " + file + ": cluster " + read.cluster() + ", "
                + read.hosts().size() + (read.hosts().size() == 1 ? " host" : " hosts") + "; " + next
                + " kprov validate" + again(file) + " --profile kubeadm";
    }

    private static String again(Path file) {
        return file.equals(Request.INVENTORY) ? "" : " -i " + Request.quoted(file.toString());
    }

    private static Map<String, Object> map(Path file, Inventory read, Imported imported) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("inventory", file.toString());
        map.put("cluster", read.cluster());
        map.put("hosts", read.hosts().size());
        map.put("remarks", imported.remarks());
        return map;
    }

    private static void refuseIfThere(Path file) {
        if (Files.exists(file)) {
            throw there(file);
        }
    }

    private static void write(Path file, String text) throws IOException {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw there(file);
        } catch (IOException e) {
            throw new KprovException(
                    List.of(Problem.of(
                            ExitCode.USAGE,
                            "cannot write " + file,
                            e.toString(),
                            "choose another place: kprov init -i FILE")),
                    e);
        }
    }

    private static KprovException there(Path file) {
        return new KprovException(Problem.of(
                ExitCode.USAGE,
                file + " is there already",
                "an inventory may have been worked on, so it is never overwritten",
                "write another one: kprov init -i other.yaml"));
    }
}
