package dev.kprov.installer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.inventory.Host;
import dev.kprov.plan.Action;
import dev.kprov.plan.Plan;
import dev.kprov.plan.PlanText;
import dev.kprov.plan.Step;
import dev.kprov.shell.Script;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What holds for every installer; each has a test that extends this one.
public abstract class InstallerContract {
    protected abstract Installer installer();

    /// Of a cluster named `lab` that is not there at all.
    protected abstract Intent nothing();

    /// The same when an `up` has gone well.
    protected abstract Intent made();

    @Test
    void up_and_down_name_their_installer_and_cluster() {
        assertThat(Stream.of(up(nothing()), up(made()), down(nothing()), down(made())))
                .allSatisfy(plan -> {
                    assertThat(plan.installer()).isEqualTo(installer().name());
                    assertThat(plan.cluster()).isEqualTo("lab");
                });
        assertThat(up(nothing()).verb()).isEqualTo("up");
        assertThat(down(made()).verb()).isEqualTo("down");
    }

    @Test
    void steps_run_only_on_hosts_that_were_looked_at() {
        Set<String> hosts =
                nothing().inventory().hosts().stream().map(Host::name).collect(Collectors.toSet());
        assertThat(Stream.of(up(nothing()), up(made()), down(made())).flatMap(plan -> plan.steps().stream()))
                .allSatisfy(step -> assertThat(hosts).contains(step.host()));
    }

    @Test
    void a_cluster_that_is_not_there_is_made_and_needs_no_removal() {
        assertThat(installer().refuse(nothing())).isEmpty();
        assertThat(up(nothing()).nothingToDo()).isFalse();
        assertThat(down(nothing()).nothingToDo()).isTrue();
    }

    @Test
    void a_cluster_that_is_there_is_not_made_again() {
        assertThat(installer().refuse(made())).isEmpty();
        Set<String> again = running(up(made()));
        Set<String> first = running(up(nothing()));
        assertThat(again.size()).isLessThan(Math.max(first.size(), 2));
        assertThat(down(made()).nothingToDo()).isFalse();
    }

    /// Whether what was made can be upgraded.
    protected boolean canUpgrade() {
        return true;
    }

    @Test
    void an_upgrade_needs_a_cluster_and_is_a_plan_like_others() {
        installer().upgrades().ifPresent(upgrades -> {
            assertThat(upgrades.refuse(nothing())).isNotEmpty();
            assertThat(upgrades.refuse(made()).isEmpty()).isEqualTo(canUpgrade());
            Plan plan = upgrades.plan(made());
            assertThat(plan.verb()).isEqualTo("upgrade");
            assertThat(plan.steps().stream().flatMap(InstallerContract::script))
                    .allSatisfy(script -> assertThat(script.text())
                            .isEqualTo(ResourceFile.text(installer().getClass(), script.name() + ".sh")));
        });
    }

    @Test
    void every_step_that_runs_tells_what_it_would_change() {
        assertThat(Stream.of(up(nothing()), up(made()), down(made())).flatMap(plan -> plan.steps().stream()))
                .filteredOn(step -> step.action() instanceof Action.Run)
                .allSatisfy(step -> assertThat(((Action.Run) step.action()).changes())
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(line).isNotBlank().doesNotContain("\n")));
    }

    /// A value that is pasted into a script would show as a difference from what lies in the distribution.
    @Test
    void scripts_are_what_lies_in_the_distribution() {
        assertThat(Stream.of(up(nothing()), down(made()))
                        .flatMap(plan -> plan.steps().stream())
                        .flatMap(InstallerContract::script))
                .isNotEmpty()
                .allSatisfy(script -> assertThat(script.text())
                        .isEqualTo(ResourceFile.text(installer().getClass(), script.name() + ".sh")));
    }

    @Test
    void no_secret_shows_in_a_plan() {
        Intent intent = nothing();
        String text = PlanText.of(up(intent), true) + up(intent);
        assertThat(text)
                .doesNotContain(intent.credentials().bootstrapToken())
                .doesNotContain(intent.credentials().certificateKey());
    }

    @Test
    void what_it_does_not_know_it_does_not_explain() {
        Step step = up(nothing()).steps().getFirst();
        assertThat(installer().explain(step, "everything is fine\n", "")).isEmpty();
    }

    private Plan up(Intent intent) {
        return installer().up(intent);
    }

    private Plan down(Intent intent) {
        return installer().down(intent, false);
    }

    private static Set<String> running(Plan plan) {
        return plan.steps().stream()
                .filter(step -> step.action() instanceof Action.Run)
                .map(step -> step.id().toString())
                .collect(Collectors.toSet());
    }

    private static Stream<Script> script(Step step) {
        return step.action() instanceof Action.Run run ? Stream.of(run.script()) : Stream.empty();
    }
}
