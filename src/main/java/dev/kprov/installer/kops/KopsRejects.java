package dev.kprov.installer.kops;

import dev.kprov.problem.Problem;
import dev.kprov.profile.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Why a profile cannot work, whatever there is.
record KopsRejects(Profile profile) {
    /// Of a profile without the block, which is refused later.
    static final KopsSettings EMPTY = new KopsSettings(
            Cloud.AWS,
            Optional.empty(),
            "k8s.local",
            Optional.empty(),
            "cilium",
            Optional.empty(),
            "none",
            Optional.empty(),
            Optional.empty(),
            KopsBlock.DAY_OF_WORK,
            new LinkedHashMap<>(),
            false,
            Optional.empty(),
            List.of(),
            new LinkedHashMap<>(),
            Optional.empty(),
            List.of(),
            KopsSettings.Validation.USUAL,
            KopsBlock.PATIENCE,
            KopsSettings.USUAL);

    List<Problem> all() {
        KopsSettings settings = KopsSettings.of(profile);
        List<Problem> problems = new ArrayList<>();
        if (settings.equals(EMPTY)) {
            return List.of(problem("kops", "kops is missing", "it says in which cloud", "add kops: {cloud: aws}"));
        }
        if (settings.manifest().isEmpty()) {
            made(settings, problems);
        } else if (!profile.kubernetesVersion().isEmpty()) {
            problems.add(problem(
                    "kubernetes.version",
                    "kubernetes.version cannot stand beside kops.manifest",
                    "the manifest says it: spec.kubernetesVersion",
                    "remove one of the two"));
        }
        if (settings.terraform() && settings.cloud() == Cloud.METAL) {
            problems.add(problem(
                    "kops.target",
                    "there is nothing for Terraform to make",
                    "with cloud metal the machines are somebody else's",
                    "remove target"));
        }
        return problems;
    }

    /// Of a cluster whose manifests kops is to write.
    private void made(KopsSettings settings, List<Problem> problems) {
        if (settings.nodes().filter(nodes -> nodes.zones().isEmpty()).isPresent()) {
            problems.add(problem(
                    "kops", "kops.zones is missing", "kops makes machines in zones", "add zones: [eu-central-1a]"));
        }
        if (settings.cloud() == Cloud.GCE && settings.project().isEmpty()) {
            problems.add(problem(
                    "kops", "kops.project is missing", "machines of gce belong to one", "add project: my-project"));
        }
    }

    private Problem problem(String key, String what, String why, String remedy) {
        return Problem.invalid(profile.source().at(key), what, why, remedy);
    }
}
