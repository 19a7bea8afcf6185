package dev.kprov.installer.kops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.installer.Credentials;
import dev.kprov.installer.Intent;
import dev.kprov.installer.Upgrades;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.observe.Facts;
import dev.kprov.observe.Tool;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.PlanText;
import dev.kprov.plan.Step;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Script;
import dev.kprov.shell.Value;
import dev.kprov.yaml.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Plans are reviewed as files; `-Dgolden.update=true` writes them anew.
class KopsInstallerTest {
    private static final String EVERYTHING = KopsBed.HEAD + """
        kubernetes: {version: 1.36.0}
        kops:
          cloud: gce
          stateStore: gs://kops-state
          domain: k8s.example.com
          project: my-project
          zones: [europe-west4-a, europe-west4-b]
          controlPlanes: {count: 3, size: n2-standard-2, zones: [europe-west4-a]}
          workers: {count: 3, size: n2-standard-4, min: 2, max: 9}
          networking: calico
          topology: private
          dns: public
          sshPublicKey: /keys/id.pub
          adminTtl: 1h30m
          labels: {team: platform, stage: test}
          set: [spec.api.loadBalancer.type=Internal, cluster.spec.kubelet.maxPods=50]
          createFlags: {network-cidr: 10.4.0.0/16, admin-access: [192.0.2.0/24, 198.51.100.0/24], bastion: true}
          channel: alpha
          featureFlags: [Karpenter]
          validation: {timeout: 30m, interval: 20s, count: 3}
          cloudTimeout: 3m
        """;
    private static final String MANIFEST = KopsBed.HEAD + """
        kops: {cloud: aws, manifest: /my/cluster.yaml, sshPublicKey: /keys/id.pub}
        """;

    private final KopsInstaller kops = new KopsInstaller();

    @ParameterizedTest
    @ValueSource(strings = {"aws", "metal", "terraform", "update", "upgrade", "manifest", "down", "down-terraform"})
    void a_plan_shows_what_would_become_of_store_and_cloud(String name) throws IOException {
        String changed = KopsBed.made()
                .replace(
                        KopsBed.recording("preview", "update-nothing.txt"),
                        KopsBed.recording("preview", "update-change.txt"));
        String text = PlanText.of(
                switch (name) {
                    case "metal" -> kops.up(KopsBed.intent(KopsBed.METAL, KopsBed.absent("wanted-metal.yaml")));
                    case "terraform" -> kops.up(KopsBed.intent(KopsBed.TERRAFORM, KopsBed.absent("wanted-aws.yaml")));
                    case "update" -> kops.up(KopsBed.intent(KopsBed.AWS, changed));
                    case "upgrade" -> kops.upgrades().orElseThrow().plan(KopsBed.intent(KopsBed.AWS, older("1.35.3")));
                    case "manifest" -> kops.up(manifest(KopsBed.STORE));
                    case "down" -> kops.down(KopsBed.intent(KopsBed.AWS, KopsBed.made()), false);
                    case "down-terraform" -> kops.down(KopsBed.intent(KopsBed.TERRAFORM, KopsBed.made()), false);
                    default -> kops.up(KopsBed.intent(KopsBed.AWS, KopsBed.absent("wanted-aws.yaml")));
                },
                true);
        golden("plan-" + name, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kops-aws", "kops-gce"})
    void a_shipped_profile_is_told_to_kops_and_makes_a_plan(String name) throws IOException {
        String text = Files.readString(Path.of("profiles", name + ".yaml"));
        String wanted = KopsBed.recorded("wanted-aws.yaml").replace("lab.k8s.local", name + ".k8s.local");
        Intent intent = new Intent(
                KopsBed.profile(text),
                new Inventory(name, List.of(Host.controller()), Source.NONE),
                new Facts(Map.of(), Map.of(), List.of(), KopsBed.STORE + KopsBed.answer("wanted", wanted)),
                Credentials.NONE);
        assertThat(kops.reject(intent.profile(), intent.inventory())).isEmpty();
        assertThat(kops.refuse(intent)).isEmpty();
        golden(name, KopsFlags.arguments(intent.profile()) + "\n" + PlanText.of(kops.up(intent), true));
    }

    private static void golden(String name, String text) throws IOException {
        Path golden = Path.of("src/test/resources/dev/kprov/installer/kops", name + ".golden");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    /// A cluster that is there with another version than the profile's.
    private static String older(String version) {
        String stored = KopsBed.recorded("stored.yaml").replaceAll("(?<=kubernetesVersion: )\\S+", version);
        String applied = KopsBed.recorded("wanted-aws.yaml").replaceAll("(?<=kubernetesVersion: )\\S+", version);
        return KopsBed.made()
                .replace(KopsBed.recording("stored", "stored.yaml"), KopsBed.answer("stored", stored))
                .replace(KopsBed.applied(), KopsBed.answer("applied", applied));
    }

    @Test
    void another_version_of_kubernetes_is_an_upgrade() {
        Upgrades upgrades = kops.upgrades().orElseThrow();
        Intent intent = KopsBed.intent(KopsBed.AWS, older("1.35.3"));
        assertThat(kops.refuse(intent)).singleElement().satisfies(problem -> {
            assertThat(problem.what()).contains("has Kubernetes 1.35.3, and the profile wants 1.36.0");
            assertThat(problem.remedy()).contains("kprov upgrade");
        });
        assertThat(upgrades.refuse(intent)).isEmpty();
        assertThat(upgrades.refuse(KopsBed.intent(KopsBed.AWS, older("1.34.3"))))
                .extracting(Problem::why)
                .singleElement()
                .asString()
                .contains("1.35 is next");
        assertThat(upgrades.refuse(KopsBed.intent(KopsBed.AWS, older("1.36.1"))))
                .extracting(Problem::why)
                .singleElement()
                .asString()
                .contains("does not go back");
        assertThat(upgrades.refuse(KopsBed.intent(KopsBed.TERRAFORM, older("1.35.3"))))
                .extracting(Problem::what)
                .singleElement()
                .asString()
                .contains("target: terraform");
        assertThat(upgrades.refuse(KopsBed.intent(KopsBed.AWS, KopsBed.absent("wanted-aws.yaml"))))
                .extracting(Problem::what)
                .containsExactly("there is no cluster lab.k8s.local to upgrade");
    }

    private static Intent manifest(String state) {
        return KopsBed.intent(
                MANIFEST,
                state,
                Map.of("/my/cluster.yaml", KopsBed.recorded("wanted-aws.yaml"), "/keys/id.pub", KopsBed.KEY));
    }

    @Test
    void every_key_of_the_profile_reaches_kops() {
        Script look = kops.look(KopsBed.intent(EVERYTHING, "")).orElseThrow();
        assertThat(look.files().get("arguments")).isEqualTo(Value.of("""
                                --cloud=gce
                                --zones=europe-west4-a,europe-west4-b
                                --control-plane-count=3
                                --control-plane-size=n2-standard-2
                                --control-plane-zones=europe-west4-a
                                --node-count=3
                                --node-size=n2-standard-4
                                --kubernetes-version=1.36.0
                                --networking=calico
                                --topology=private
                                --dns=public
                                --project=my-project
                                --channel=alpha
                                --cloud-labels=team=platform,stage=test
                                --set=cluster.spec.api.loadBalancer.type=Internal
                                --set=cluster.spec.kubelet.maxPods=50
                                --network-cidr=10.4.0.0/16
                                --admin-access=192.0.2.0/24
                                --admin-access=198.51.100.0/24
                                --bastion=true
                                """));
        assertThat(look.parameters())
                .containsEntry("NAME", Value.of("lab.k8s.example.com"))
                .containsEntry("STATE", Value.of("gs://kops-state"))
                .containsEntry("FEATURES", Value.of("Karpenter"))
                .containsEntry("LIMIT", Value.of("180"));
        assertThat(kops.lookLimit(KopsBed.profile(EVERYTHING))).isGreaterThan(Duration.ofMinutes(9));
        assertThat(kops.documents(KopsBed.profile(EVERYTHING))).containsExactly("/keys/id.pub");
        assertThat(KopsSettings.of(KopsBed.profile(EVERYTHING)).foundNodes())
                .as("the cloud may choose how many")
                .hasValue(0);
        assertThat(KopsSettings.of(KopsBed.profile(KopsBed.AWS)).foundNodes()).hasValue(3);
    }

    @Test
    void limits_of_the_workers_are_written_into_their_group() {
        String limits = KopsBed.AWS.replace("{count: 2,", "{count: 2, min: 1, max: 5,");
        Plan plan = kops.up(KopsBed.intent(limits, KopsBed.absent("wanted-aws.yaml")));
        assertThat(changes(plan.steps().getFirst()))
                .contains(
                        "instance group control-plane-us-east-1a: ControlPlane, 1 to 1 of t3.medium",
                        "instance group nodes-us-east-1a: Node, 1 to 5 of t3.medium");
        assertThat(script(plan.steps().getFirst()).files().get("manifests.yaml").toString())
                .contains("maxSize: 5", "minSize: 1");
    }

    @Test
    void an_up_that_finds_all_as_it_should_be_only_asks_whether_it_works() {
        Plan again = kops.up(KopsBed.intent(KopsBed.AWS, KopsBed.made()));
        assertThat(again.steps())
                .filteredOn(step -> step.action() instanceof Action.Run)
                .extracting(step -> step.id().name())
                .containsExactly("validate-cluster");
        assertThat(kops.remarks(KopsBed.intent(KopsBed.AWS, KopsBed.made()))).isEmpty();
    }

    /// `kops replace` writes the Cluster first: cut off then, the groups are missing.
    @Test
    void what_a_failed_up_left_in_the_store_is_gone_on_with() {
        String stored = KopsBed.recorded("stored.yaml");
        String cluster = stored.substring(0, stored.indexOf("---"));
        Intent intent = KopsBed.intent(
                KopsBed.AWS,
                "answer begun\n" + KopsBed.STORE + KopsBed.answer("stored", cluster)
                        + KopsBed.recording("wanted", "wanted-aws.yaml")
                        + KopsBed.failure("preview", 1, "Error: must configure at least one InstanceGroup\n"));
        assertThat(kops.refuse(intent)).isEmpty();
        Plan plan = kops.up(intent);
        assertThat(changes(plan.steps().getFirst()))
                .contains("instanceGroups.nodes-us-east-1a.spec.role is not set, and the profile wants Node");
        assertThat(plan.steps()).allMatch(step -> step.action() instanceof Action.Run);
    }

    @Test
    void a_key_that_was_taken_out_of_the_manifests_is_a_change_and_one_that_kops_filled_in_is_none() {
        String more = KopsBed.recorded("stored.yaml").replace("spec:\n  api:", "spec:\n  filledIn: {by: kops}\n  api:");
        String state =
                KopsBed.made().replace(KopsBed.recording("stored", "stored.yaml"), KopsBed.answer("stored", more));
        assertThat(new Wish(KopsBed.intent(KopsBed.AWS, state)).differences()).isEmpty();
        String put = state.replace(
                KopsBed.applied(),
                KopsBed.answer(
                        "applied",
                        KopsBed.recorded("wanted-aws.yaml")
                                .replace("spec:\n  api:", "spec:\n  filledIn: {by: us}\n  api:")));
        assertThat(new Wish(KopsBed.intent(KopsBed.AWS, put)).differences())
                .containsExactly("cluster.spec.filledIn.by is kops, and the profile wants none");
        assertThat(kops.remarks(KopsBed.intent(KopsBed.AWS, put)))
                .singleElement()
                .satisfies(remark -> assertThat(remark.text()).contains("kops rolling-update cluster"));
    }

    @Test
    void a_manifest_is_sent_as_it_is_with_the_public_key_and_asks_kops_for_none() {
        Intent intent = manifest(KopsBed.STORE);
        Script apply = script(kops.up(intent).steps().getFirst());
        assertThat(apply.files()).containsEntry("key.pub", Value.of(KopsBed.KEY));
        assertThat(kops.look(intent).orElseThrow().files()).isEmpty();
        assertThat(kops.documents(intent.profile())).containsExactlyInAnyOrder("/my/cluster.yaml", "/keys/id.pub");
        assertThat(refused(MANIFEST.replace("cloud: aws", "cloud: aws, zones: [a], networking: cni")))
                .containsExactly(
                        "kops.zones cannot stand beside kops.manifest",
                        "kops.networking cannot stand beside kops.manifest");
    }

    @Test
    void a_removal_takes_the_name_that_kops_has() {
        assertThat(kops.removalWord(KopsBed.profile(EVERYTHING), "lab")).hasValue("lab.k8s.example.com");
        assertThat(kops.down(KopsBed.intent(KopsBed.AWS, KopsBed.made()), false).steps())
                .singleElement()
                .satisfies(step -> assertThat(changes(step))
                        .contains(
                                "vpc lab.k8s.local vpc-9e7562a00c27fd43a", "cluster lab.k8s.local in the state store"));
        assertThat(kops.down(KopsBed.intent(KopsBed.AWS, "answer begun\n" + KopsBed.STORE), false)
                        .nothingToDo())
                .as("a folder that is left is removed")
                .isFalse();
        Script unregister = script(kops.down(KopsBed.intent(KopsBed.METAL, KopsBed.made()), false)
                .steps()
                .getLast());
        assertThat(unregister.parameters()).containsEntry("UNREGISTER", Value.of("yes"));
    }

    @Test
    void flags_that_kprov_gives_itself_are_no_ones_elses() {
        for (String flag : KopsFlags.taken()) {
            assertThat(refused(KopsBed.AWS + "  createFlags: {" + flag + ": x}\n"))
                    .containsExactly("kops.createFlags." + flag + " is kprov's to say");
        }
    }

    @Test
    void what_a_profile_cannot_mean_is_told_with_its_place() {
        assertThat(refused(KopsBed.AWS.replace("aws", "awz"))).containsExactly("kops.cloud \"awz\" is not known");
        assertThat(refused(KopsBed.AWS.replace("{size", "{count: 2, size")))
                .containsExactly("kops.controlPlanes.count is even");
        assertThat(refused(KopsBed.AWS.replace("{count: 2,", "{count: 2, max: 1,")))
                .containsExactly("kops.workers: min, count and max are not in order");
        assertThat(refused(KopsBed.AWS.replace("s3://kops-state", "kops-state")))
                .containsExactly("kops.stateStore \"kops-state\" is not the URL of a state store");
        assertThat(refused(KopsBed.AWS.replace("[us-east-1a]", "[\"--yes\"]")))
                .containsExactly("kops.zones[0] \"--yes\" is not a word of the cloud's");
        assertThat(refused(KopsBed.AWS + "  set: [api=none]\n"))
                .containsExactly("kops.set[0] \"api=none\" is not PATH=VALUE");
        assertThat(rejected(KopsBed.HEAD)).containsExactly("kops is missing");
        assertThat(rejected(KopsBed.HEAD + "kops: {cloud: gce}\n"))
                .containsExactly("kops.zones is missing", "kops.project is missing");
        assertThat(rejected(KopsBed.METAL + "  target: terraform\n"))
                .containsExactly("there is nothing for Terraform to make");
        assertThat(rejected(KopsBed.AWS)).isEmpty();
    }

    private List<String> rejected(String profile) {
        Intent intent = KopsBed.intent(profile, "");
        return kops.reject(intent.profile(), intent.inventory()).stream()
                .map(Problem::what)
                .toList();
    }

    private static List<String> refused(String profile) {
        try {
            KopsBed.profile(profile);
            return List.of();
        } catch (KprovException e) {
            return e.problems().stream().map(Problem::what).toList();
        }
    }

    @Test
    void terraform_is_only_needed_where_it_is_to_work() {
        assertThat(kops.tools(KopsBed.profile(KopsBed.AWS)))
                .extracting(Tool::name)
                .containsExactly("kops");
        assertThat(kops.tools(KopsBed.profile(KopsBed.TERRAFORM)))
                .extracting(Tool::name)
                .containsExactly("kops", "terraform", "tofu");
    }

    private static List<String> changes(Step step) {
        return ((Action.Run) step.action()).changes();
    }

    private static Script script(Step step) {
        return ((Action.Run) step.action()).script();
    }
}
