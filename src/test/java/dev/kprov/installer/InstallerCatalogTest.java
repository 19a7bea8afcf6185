package dev.kprov.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.inventory.Inventory;
import dev.kprov.observe.Probe;
import dev.kprov.plan.Plan;
import dev.kprov.plan.Step;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.profile.Network;
import dev.kprov.profile.Packages;
import dev.kprov.profile.Profile;
import dev.kprov.profile.Runtime;
import dev.kprov.profile.Timeouts;
import dev.kprov.profile.Verification;
import dev.kprov.shell.Script;
import dev.kprov.yaml.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class InstallerCatalogTest {
    private final Installer kind = new Named("kind");
    private final InstallerCatalog catalog = new InstallerCatalog(List.of(new Named("kubeadm"), kind));

    @Test
    void finds_an_installer_by_its_word() {
        assertThat(catalog.of(profile("kind"))).isSameAs(kind);
    }

    @Test
    void an_unknown_word_is_a_problem_at_its_place_that_lists_the_known_ones() {
        assertThatThrownBy(() -> catalog.of(profile("kubadm"))).isInstanceOfSatisfying(KprovException.class, e -> {
            Problem problem = e.problems().getFirst();
            assertThat(problem.exitCode()).isEqualTo(ExitCode.INVALID);
            assertThat(problem.where()).isEqualTo("p.yaml:3:12");
            assertThat(problem.what()).isEqualTo("there is no installer called kubadm");
            assertThat(problem.remedy()).isEqualTo("set installer to one of: kind, kubeadm");
        });
    }

    private static Profile profile(String installer) {
        return new Profile(
                "p",
                installer,
                "1.36.4",
                new Network("10.244.0.0/16", "10.96.0.0/12", "cluster.local", Network.Plugin.NONE, Optional.empty()),
                Optional.empty(),
                new Runtime("containerd", Optional.empty()),
                new Packages(new Packages.Repository("https://example.org/", "/", "", "key"), Optional.empty()),
                Map.of(),
                new Timeouts(Duration.ofSeconds(15), Duration.ofMinutes(10), Duration.ofMinutes(5)),
                new Verification(Verification.Level.STANDARD, Duration.ofSeconds(3)),
                Map.of(),
                new Source("p.yaml", Map.of("installer", "3:12")));
    }

    private record Named(String name) implements Installer {
        @Override
        public List<Problem> reject(Profile profile, Inventory inventory) {
            throw new AssertionError("only looked up");
        }

        @Override
        public Probe probe(Profile profile, Inventory inventory) {
            throw new AssertionError("only looked up");
        }

        @Override
        public Set<String> documents(Profile profile) {
            throw new AssertionError("only looked up");
        }

        @Override
        public List<Problem> refuse(Intent intent) {
            throw new AssertionError("only looked up");
        }

        @Override
        public Plan up(Intent intent) {
            throw new AssertionError("only looked up");
        }

        @Override
        public Plan down(Intent intent, boolean purge) {
            throw new AssertionError("only looked up");
        }

        @Override
        public Optional<Script> diagnostics(Profile profile) {
            throw new AssertionError("only looked up");
        }

        @Override
        public Optional<Problem> explain(Step step, String output, String diagnostics) {
            throw new AssertionError("only looked up");
        }
    }
}
