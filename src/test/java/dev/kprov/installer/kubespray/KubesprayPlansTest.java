package dev.kprov.installer.kubespray;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.installer.Intent;
import dev.kprov.installer.Upgrades;
import dev.kprov.inventory.Access;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.inventory.Role;
import dev.kprov.observe.Facts;
import dev.kprov.observe.HostFacts;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.PlanText;
import dev.kprov.plan.Step;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Value;
import dev.kprov.yaml.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KubesprayPlansTest {
    private static final HostFacts.Membership MEMBER =
            new HostFacts.Membership("cp-1", "https://10.0.0.11:6443", "sha256:0", true, true, Optional.empty());

    private final KubesprayInstaller installer = new KubesprayInstaller();
    private final Inventory two = KubesprayBed.hosts("w-1");

    @Test
    void a_new_cluster_needs_its_ansible_its_playbook_and_its_kubeconfig() {
        Plan up = installer.up(intent(two, KubesprayBed.CHECKOUT));
        assertThat(up.steps())
                .extracting(step -> step.id().toString())
                .containsExactly("localhost/make-environment", "localhost/play-cluster", "cp-1/fetch-kubeconfig");
        assertThat(PlanText.of(up, true) + up).doesNotContain("open sesame").contains("kube_proxy_mode: iptables");
        Action.Run play = (Action.Run) step(up, "play-cluster").action();
        assertThat(play.script().files().get("become-cp-1")).isEqualTo(new Value.Secret("open sesame"));
        assertThat(play.script().parameters()).containsEntry("PLAYBOOKS", Value.of("playbooks/cluster.yml"));
    }

    @Test
    void the_shipped_profile_makes_a_plan() throws IOException {
        String text = Files.readString(Path.of("profiles/kubespray.yaml"));
        Intent intent = KubesprayBed.intent(text, two, KubesprayBed.CHECKOUT + "kubernetes 1.35.4\n");
        assertThat(installer.reject(intent.profile(), intent.inventory())).isEmpty();
        assertThat(installer.refuse(intent)).isEmpty();
        String plan = PlanText.of(installer.up(intent), true);
        Path golden = Path.of("src/test/resources/dev/kprov/installer/kubespray/kubespray.golden");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, plan);
        }
        assertThat(plan).isEqualTo(Files.readString(golden));
    }

    @Test
    void an_ansible_that_is_there_is_not_made_again() {
        Plan up = installer.up(intent(two, KubesprayBed.CHECKOUT + "ansible 2.18.19\n"));
        assertThat(step(up, "make-environment").action()).isInstanceOf(Action.Unchanged.class);
    }

    @Test
    void new_workers_alone_are_added_by_the_playbook_for_that() {
        String before = KubesprayBed.made(KubesprayBed.PROFILE, two);
        Plan up = installer.up(intent(KubesprayBed.hosts("w-1", "w-2"), before));
        Action.Run scale = (Action.Run) step(up, "play-scale").action();
        assertThat(scale.script().parameters())
                .containsEntry("PLAYBOOKS", Value.of("playbooks/facts.yml playbooks/scale.yml"))
                .containsEntry("LIMIT", Value.of("w-2"));
    }

    @Test
    void another_variable_has_the_whole_playbook_run_again() {
        String other = KubesprayBed.PROFILE.replace("iptables", "nftables");
        Plan up = installer.up(KubesprayBed.intent(other, two, KubesprayBed.made(KubesprayBed.PROFILE, two)));
        assertThat(step(up, "play-cluster").title()).startsWith("Change the cluster");
    }

    @Test
    void another_version_is_for_the_playbook_that_upgrades() {
        String newer = KubesprayBed.PROFILE.replace("1.36.4", "1.36.10");
        Intent intent = KubesprayBed.intent(newer, two, KubesprayBed.made(KubesprayBed.PROFILE, two));
        assertThat(installer.refuse(intent)).singleElement().satisfies(problem -> {
            assertThat(problem.why()).contains("kube_version is 1.36.4, and the profile wants 1.36.10");
            assertThat(problem.remedy()).contains("kprov upgrade");
        });
        Upgrades upgrades = installer.upgrades().orElseThrow();
        assertThat(upgrades.refuse(intent)).isEmpty();
        Plan plan = upgrades.plan(intent);
        assertThat(plan.steps())
                .extracting(step -> step.id().name())
                .containsExactly("make-environment", "play-upgrade", "fetch-kubeconfig");
        Action.Run play = (Action.Run) step(plan, "play-upgrade").action();
        assertThat(play.script().parameters())
                .containsEntry("PLAYBOOKS", Value.of("playbooks/upgrade_cluster.yml"))
                .containsEntry("LIMIT", Value.of(""));
        assertThat(play.script().files().get("made.yaml").toString()).contains("1.36.10");
        assertThat(PlanText.of(plan, true)).contains("1.36.4, and the profile wants 1.36.10");
        assertThat(upgrades.plan(KubesprayBed.intent(newer, two, KubesprayBed.made(newer, two)))
                        .steps()
                        .getFirst()
                        .action())
                .isInstanceOf(Action.Unchanged.class);
    }

    @Test
    void an_upgrade_changes_versions_and_nothing_else() {
        String older = KubesprayBed.PROFILE.replace("1.36.4", "1.34.9");
        assertThat(unfit(older, KubesprayBed.PROFILE, two).why()).contains("1.35 is next");
        assertThat(unfit(KubesprayBed.PROFILE, older, two).why()).contains("does not go back");
        String other = KubesprayBed.PROFILE
                .replace("plugin: flannel", "plugin: calico")
                .replace("1.36.4", "1.36.10");
        assertThat(unfit(KubesprayBed.PROFILE, other, two).why()).contains("kube_network_plugin");
        String newer = KubesprayBed.PROFILE.replace("1.36.4", "1.36.10");
        assertThat(unfit(KubesprayBed.PROFILE, newer, KubesprayBed.hosts("w-1", "w-2"))
                        .why())
                .isEqualTo("it has cp-1, w-1");
    }

    private Problem unfit(String before, String after, Inventory hosts) {
        List<Problem> problems = installer
                .upgrades()
                .orElseThrow()
                .refuse(KubesprayBed.intent(after, hosts, KubesprayBed.made(before, two)));
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    @Test
    void what_a_failed_kubeadm_left_goes_first() {
        Map<String, String> kubelet = Map.of(KubesprayPlans.KUBELET_CONFIG, "0".repeat(64));
        String begun = KubesprayBed.CHECKOUT + "begun yes\n";
        Plan up = installer.up(KubesprayBed.intent(KubesprayBed.PROFILE, two, begun, kubelet, Optional.empty()));
        assertThat(up.steps()).extracting(step -> step.id().name()).contains("reset-leftovers", "play-cluster");
    }

    @Test
    void what_a_running_cluster_keeps_is_refused() {
        String other = KubesprayBed.PROFILE.replace("plugin: flannel", "plugin: calico, podCidr: 10.9.0.0/16");
        List<Problem> problems =
                installer.refuse(KubesprayBed.intent(other, two, KubesprayBed.made(KubesprayBed.PROFILE, two)));
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.exitCode()).isEqualTo(ExitCode.INVALID);
            assertThat(problem.why()).contains("kube_network_plugin is flannel", "kube_pods_subnet");
            assertThat(problem.remedy()).contains("--fresh");
        });
    }

    @Test
    void a_checkout_says_what_it_can_do() {
        assertThat(refused(KubesprayBed.PROFILE, "cloning fatal: repository not found\n")
                        .why())
                .isEqualTo("git says: fatal: repository not found");
        assertThat(refused(KubesprayBed.PROFILE, KubesprayBed.CHECKOUT + "missing playbooks/cluster.yml\n")
                        .why())
                .contains("playbooks/cluster.yml");
        Problem version = refused(KubesprayBed.PROFILE.replace("1.36.4", "1.36.5"), KubesprayBed.CHECKOUT);
        assertThat(version.why()).isEqualTo("it knows 1.34.9 to 1.36.10 (3 versions)");
        assertThat(version.remedy()).contains("1.36.10");
        String commit = KubesprayBed.PROFILE.replace("tag: v2.31.0", "tag: v2.31.0, commit: " + "f".repeat(40));
        assertThat(refused(commit, KubesprayBed.CHECKOUT).why()).contains("0123456789abcdef");
        String own = KubesprayBed.PROFILE.replace("  variables", "  ansible: /opt/ansible-playbook\n  variables");
        assertThat(refused(own, KubesprayBed.CHECKOUT + "ansible 2.19.1\n").why())
                .contains("2.18.0", "2.19.0");
        Problem python = refused(KubesprayBed.PROFILE, KubesprayBed.CHECKOUT + "pythons 3.11-3.13\npython 3.14.1\n");
        assertThat(python.what()).contains("does not run with Python 3.14.1");
        assertThat(python.why()).isEqualTo("it runs with 3.11 to 3.13");
        assertThat(refused(own, KubesprayBed.CHECKOUT).what()).contains("no Ansible at /opt/ansible-playbook");
    }

    @Test
    void hosts_of_other_clusters_are_left_alone() {
        Intent intent =
                KubesprayBed.intent(KubesprayBed.PROFILE, two, KubesprayBed.CHECKOUT, Map.of(), Optional.of(MEMBER));
        assertThat(installer.refuse(intent)).hasSize(2);
        assertThat(installer.spare(intent))
                .extracting(Problem::what)
                .anySatisfy(what -> assertThat(what).contains("cp-1 is in a cluster"));
        String begun = KubesprayBed.CHECKOUT + "begun yes\n";
        assertThat(installer.refuse(
                        KubesprayBed.intent(KubesprayBed.PROFILE, two, begun, Map.of(), Optional.of(MEMBER))))
                .isEmpty();
    }

    @Test
    void workers_leave_and_of_those_that_are_gone_nothing_is_asked() {
        Inventory three = KubesprayBed.hosts("w-1", "w-2");
        Intent intent = intent(three, KubesprayBed.made(KubesprayBed.PROFILE, three));
        Map<String, HostFacts> facts = new HashMap<>(intent.facts().hosts());
        facts.remove("w-2");
        Plan leave = installer
                .leave(
                        new Intent(
                                intent.profile(),
                                three,
                                new Facts(
                                        facts,
                                        Map.of(),
                                        List.of(),
                                        intent.facts().state()),
                                intent.credentials()),
                        false)
                .orElseThrow();
        assertThat(variables(step(leave, "remove-nodes"))).contains("\"node\" : \"w-1\"", "\"reset_nodes\" : true");
        assertThat(variables(step(leave, "forget-nodes")))
                .contains("\"node\" : \"w-2\"", "\"reset_nodes\" : false", "\"allow_ungraceful_removal\" : true");
        assertThat(file(step(leave, "forget-nodes"), "made.yaml"))
                .contains("cp-1")
                .doesNotContain("w-1", "w-2");
    }

    @Test
    void a_removal_asks_nobody_and_spares_firewall_and_network() {
        Plan down = installer.down(intent(two, KubesprayBed.made(KubesprayBed.PROFILE, two)), false);
        assertThat(variables(step(down, "play-reset")))
                .contains(
                        "\"reset_confirmation\" : true",
                        "\"flush_iptables\" : false",
                        "\"reset_restart_network\" : false");
    }

    @Test
    void what_ansible_cannot_do_is_refused_before_a_host_is_asked() {
        Access.Ssh password = new Access.Ssh(
                "10.0.0.12",
                Optional.empty(),
                Optional.of("ops"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new dev.kprov.inventory.SecretRef.Env("X")),
                Optional.empty(),
                new Access.Jump.Unsaid());
        Inventory even = new Inventory(
                "lab",
                List.of(
                        KubesprayBed.host("cp-1", Role.CONTROL_PLANE, Access.Ssh.at("10.0.0.11")),
                        KubesprayBed.host("cp-2", Role.CONTROL_PLANE, password)),
                Source.NONE);
        assertThat(installer.reject(intent(two, "").profile(), even.withController()))
                .extracting(Problem::what)
                .containsExactly(
                        "kubespray cannot log in to cp-2 with a password", "etcd would have 2 members, an even number");
    }

    @Test
    void a_pinned_host_key_and_a_way_through_others_are_in_the_configuration_of_ssh() {
        Access.Ssh jump = Access.Ssh.at("192.0.2.1");
        Access.Ssh behind = new Access.Ssh(
                "10.0.0.12",
                Optional.of(2222),
                Optional.of("ops"),
                Optional.of("/home/user/a key"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("SHA256:abc"),
                new Access.Jump.Via(jump));
        Host host = KubesprayBed.host("w-1", Role.WORKER, behind);
        String text = new SshConfig(new Inventory("lab", List.of(host), Source.NONE).withController()).text();
        assertThat(text.lines())
                .containsSubsequence(
                        "Host 10.0.0.12",
                        "Port 2222",
                        "User \"ops\"",
                        "IdentityFile \"/home/user/a key\"",
                        "KnownHostsCommand /bin/sh -c \"test %I = ORDER || test %f != SHA256:abc || echo %H %t %K\"",
                        "StrictHostKeyChecking yes",
                        "ProxyCommand ssh -F \"$KPROV_FILES/ssh_config\" -W [%h]:%p 192.0.2.1",
                        "Host 192.0.2.1",
                        "Match all",
                        "Include ~/.ssh/config",
                        "StrictHostKeyChecking yes");
    }

    private Problem refused(String profile, String state) {
        List<Problem> problems = installer.refuse(KubesprayBed.intent(profile, two, state));
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    private static Intent intent(Inventory hosts, String state) {
        return KubesprayBed.intent(KubesprayBed.PROFILE, hosts, state);
    }

    private static Step step(Plan plan, String name) {
        return plan.steps().stream()
                .filter(step -> step.id().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String variables(Step step) {
        return file(step, "variables.json");
    }

    private static String file(Step step, String name) {
        return String.valueOf(((Action.Run) step.action()).script().files().get(name));
    }
}
