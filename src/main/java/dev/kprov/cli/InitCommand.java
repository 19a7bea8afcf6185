package dev.kprov.cli;

import dev.kprov.cli.desk.Desk;
import dev.kprov.cli.desk.Options;
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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "init",
        description = {
            "Write an inventory to begin with, or one made from Ansible's; touches no host.",
            "Without --from-ansible it is the example with all keys, to be changed. A file that is there is never"
                    + " overwritten."
        })
final class InitCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(
            names = {"-i", Options.INVENTORY},
            paramLabel = "FILE",
            description = "The file to write; default: inventory.yaml.")
    @Nullable
    Path inventory;

    @Option(
            names = "--from-ansible",
            paramLabel = "FILE",
            description = {
                "An inventory of Ansible's, INI or YAML, with the group_vars and host_vars beside it. Hosts, addresses,"
                        + " logins, keys, jump hosts, labels and taints are taken over; secrets are not."
            })
    @Nullable
    Path ansible;

    @Option(
            names = "--control-plane",
            split = ",",
            paramLabel = "GROUP",
            description =
                    "Ansible's group of control planes; default: kube_control_plane, masters, server or the like.")
    List<String> controlPlanes = List.of();

    @Option(
            names = "--worker",
            split = ",",
            paramLabel = "GROUP",
            description = "Ansible's group of workers; default: kube_node, workers, agent or the like.")
    List<String> workers = List.of();

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            description = "The cluster's name, a DNS label; default: that of the folder of Ansible's file, or lab.")
    @Nullable
    String cluster;

    @Mixin
    Options.Answer answer;

    @Mixin
    Options.Help help;

    private final Session session;

    InitCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Desk desk = new Desk(session, spec);
        if (cluster != null && !Shape.DNS_LABEL.fits(cluster)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--cluster must be a DNS label, lower-case letters, digits and -, such as lab, not " + cluster);
        }
        if (ansible == null && !(controlPlanes.isEmpty() && workers.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--control-plane and --worker name groups of --from-ansible, which is not given");
        }
        Path file = desk.request().inventory();
        refuseIfThere(file);
        Imported imported = ansible == null
                ? new Imported(example(), List.of())
                : AnsibleImport.of(
                        ansible, new AnsibleImport.Wish(Optional.ofNullable(cluster), controlPlanes, workers));
        write(file, imported.text());
        imported.remarks().forEach(desk::remark);
        Inventory read = InventoryFile.read(file);
        desk.answer(text(file, read), map(file, read, imported));
        return 0;
    }

    private String example() {
        String text = ResourceFile.text(Inventory.class, "inventory.example.yaml");
        return cluster == null ? text : text.replaceFirst("(?m)^cluster: .*$", "cluster: " + cluster);
    }

    private String text(Path file, Inventory read) {
        String next = ansible == null ? "change it, then run" : "see whether it says what you mean, then run";
        return "wrote " + file + ": cluster " + read.cluster() + ", "
                + read.hosts().size() + (read.hosts().size() == 1 ? " host" : " hosts") + "; " + next
                + " kprov validate" + option(file) + " --profile kubeadm";
    }

    private static String option(Path file) {
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
