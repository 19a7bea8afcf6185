package dev.kprov.installer.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.Installers;
import dev.kprov.installer.Credentials;
import dev.kprov.installer.Intent;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Inventory;
import dev.kprov.observe.Facts;
import dev.kprov.plan.PlanText;
import dev.kprov.profile.Profile;
import dev.kprov.profile.file.ProfileFile;
import dev.kprov.yaml.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Plans of the shipped profiles with scripts, reviewed as files; `-Dgolden.update=true` writes them anew.
class ShippedProfilesTest {
    private final ScriptInstaller installer = new ScriptInstaller();

    static Stream<Path> profiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("profiles"))) {
            return files.filter(Files::isRegularFile).filter(ShippedProfilesTest::ours).sorted().toList().stream();
        }
    }

    private static boolean ours(Path file) {
        return ProfileFile.read(file, Installers.dialects()).installer().equals("script");
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void a_profile_makes_a_plan_to_make_the_cluster_and_one_to_remove_it(Path file) throws IOException {
        Profile profile = ProfileFile.read(file, Installers.dialects());
        Inventory hosts = ScriptSettings.of(profile).here()
                ? new Inventory("lab", List.of(Host.controller()), Source.NONE)
                : ScriptBed.hosts();
        assertThat(installer.reject(profile, hosts)).isEmpty();

        Intent intent = intent(profile, hosts, "");
        String plans = PlanText.of(installer.up(intent), true)
                + PlanText.of(installer.down(intent(profile, hosts, "begun\n"), false), true);

        Path golden = Path.of(
                "src/test/resources/dev/kprov/installer/script",
                file.getFileName().toString().replace(".yaml", ".golden"));
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, plans);
        }
        assertThat(plans).isEqualTo(Files.readString(golden));
    }

    /// With every file that it refers to, which have to be there.
    private Intent intent(Profile profile, Inventory hosts, String state) throws IOException {
        Map<String, String> documents = new TreeMap<>();
        for (String document : installer.files(profile)) {
            documents.put(document, Files.readString(Path.of(document)));
        }
        return new Intent(profile, hosts, new Facts(Map.of(), documents, List.of(), state), Credentials.NONE);
    }
}
