package dev.kprov;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.installer.Installer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class InstallersTest {
    @Test
    void every_installer_is_held_to_the_contract() {
        assertThat(Installers.all()).isNotEmpty().allSatisfy(installer -> {
            String name = installer.getClass().getSimpleName().replace("Installer", "ContractTest");
            assertThat(Path.of("src/test/java/dev/kprov/installer", installer.name(), name + ".java"))
                    .content()
                    .contains(
                            "class " + name + " extends InstallerContract",
                            "new " + installer.getClass().getSimpleName());
        });
    }

    @Test
    void no_two_have_one_name() {
        assertThat(Installers.all()).extracting(Installer::name).doesNotHaveDuplicates();
    }
}
