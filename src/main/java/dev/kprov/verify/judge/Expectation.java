package dev.kprov.verify.judge;

import dev.kprov.profile.Profile;
import dev.kprov.profile.Settings;
import dev.kprov.profile.Verification;
import dev.kprov.verify.cluster.Snapshot;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What a cluster is to be like.
///
/// @param kubernetesVersion of the kubelets, such as `1.36.4`; empty for any
/// @param network who connects pods; empty when nobody is expected to
/// @param settings what the cluster is to have, and what it cannot be asked for
/// @param deadline for all checks together
/// @param verification how thoroughly it is checked
/// @param aside why a check does not apply to this cluster, by the check's id
public record Expectation(
        String kubernetesVersion,
        Optional<PodNetwork> network,
        String dnsDomain,
        Settings settings,
        Verification verification,
        Duration deadline,
        Map<String, String> aside) {
    public Expectation {
        aside = Map.copyOf(aside);
    }

    /// How long no critical pod may restart.
    public Duration window() {
        return verification.window();
    }

    /// Whether only nodes and API are looked at.
    public boolean basic() {
        return verification.level() == Verification.Level.BASIC;
    }

    /// Whether pods of kprov's own use the cluster.
    public boolean deep() {
        return verification.level() == Verification.Level.DEEP;
    }

    /// Who says what is expected.
    public interface Source {
        /// While nothing of the cluster is known.
        Expectation first();

        /// Now that this much of it is known.
        Expectation given(Snapshot.Objects objects);
    }

    /// A profile, which knows it beforehand.
    public static Source of(Profile profile) {
        Expectation known = new Expectation(
                profile.kubernetesVersion(),
                PodNetwork.of(profile.network().plugin()),
                profile.network().dnsDomain(),
                profile.settings(),
                profile.verification(),
                profile.timeouts().verify(),
                Map.of());
        return new Source() {
            @Override
            public Expectation first() {
                return known;
            }

            @Override
            public Expectation given(Snapshot.Objects objects) {
                return known;
            }
        };
    }
}
