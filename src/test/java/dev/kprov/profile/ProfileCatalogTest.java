package dev.kprov.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.problem.Problem;
import dev.kprov.yaml.InvalidFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileCatalogTest {
    @TempDir
    private Path folder;

    private ProfileCatalog catalog = new ProfileCatalog(List.of());

    @BeforeEach
    void three_folders_one_of_them_missing() throws IOException {
        Files.createDirectories(folder.resolve("project"));
        Files.createDirectories(folder.resolve("shipped/folder.yaml"));
        Files.writeString(folder.resolve("project/kubeadm.yaml"), "# Ours\na: b\n");
        Files.writeString(folder.resolve("shipped/kubeadm.yaml"), "# Theirs\n");
        Files.writeString(folder.resolve("shipped/edge.yml"), "a: b\n# no summary\n");
        Files.write(folder.resolve("shipped/binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        Files.writeString(folder.resolve("shipped/README.md"), "no profile");
        catalog = new ProfileCatalog(List.of(
                new ProfileCatalog.Folder("project", folder.resolve("project")),
                new ProfileCatalog.Folder("user", folder.resolve("missing")),
                new ProfileCatalog.Folder("shipped", folder.resolve("shipped"))));
    }

    @Test
    void the_first_folder_that_has_a_name_wins() {
        assertThat(catalog.find("kubeadm")).isEqualTo(folder.resolve("project/kubeadm.yaml"));
        assertThat(catalog.find("edge")).isEqualTo(folder.resolve("shipped/edge.yml"));
    }

    @Test
    void lists_what_a_name_would_find_with_summary_and_origin() {
        assertThat(catalog.list())
                .containsExactly(
                        new ProfileCatalog.Entry("binary", "shipped", folder.resolve("shipped/binary.yaml"), ""),
                        new ProfileCatalog.Entry("edge", "shipped", folder.resolve("shipped/edge.yml"), ""),
                        new ProfileCatalog.Entry("kubeadm", "project", folder.resolve("project/kubeadm.yaml"), "Ours"));
    }

    @Test
    void a_path_is_taken_as_it_is() {
        assertThat(catalog.find("kubeadm.yaml")).isEqualTo(Path.of("kubeadm.yaml"));
        assertThat(catalog.find("./kubeadm")).isEqualTo(Path.of("./kubeadm"));
    }

    @Test
    void an_unknown_name_is_told_with_the_names_there_are_and_the_nearest() {
        Problem problem = InvalidFiles.problems(() -> catalog.find("kubeadn")).getFirst();
        assertThat(problem.what()).isEqualTo("there is no profile \"kubeadn\"");
        assertThat(problem.why()).isEqualTo("there are: binary, edge, kubeadm");
        assertThat(problem.remedy()).isEqualTo("did you mean kubeadm?");
    }

    @Test
    void without_any_profile_the_folders_are_told() {
        ProfileCatalog empty =
                new ProfileCatalog(List.of(new ProfileCatalog.Folder("user", folder.resolve("missing"))));
        Problem problem = InvalidFiles.problems(() -> empty.find("kubeadm")).getFirst();
        assertThat(problem.why()).contains(folder.resolve("missing").toString());
    }
}
