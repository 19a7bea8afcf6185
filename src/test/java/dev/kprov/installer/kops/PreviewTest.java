package dev.kprov.installer.kops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PreviewTest {
    @Test
    void each_thing_is_a_line_with_what_would_change_of_it() {
        assertThat(Preview.parse(KopsBed.recorded("update-change.txt")).changes())
                .containsExactly(
                        "change AutoscalingGroup nodes-us-east-1a.lab.k8s.local: MaxSize",
                        "change LaunchTemplate nodes-us-east-1a.lab.k8s.local: InstanceType");
        assertThat(Preview.parse(KopsBed.recorded("update-create.txt")).changes())
                .hasSizeGreaterThan(90)
                .contains("create VPC lab.k8s.local", "create SecurityGroup nodes.lab.k8s.local")
                .allMatch(line -> line.startsWith("create "));
    }

    @Test
    void nothing_and_what_only_prune_deletes_are_no_changes() {
        assertThat(Preview.parse(KopsBed.recorded("update-nothing.txt")).changes())
                .isEmpty();
        assertThat(Preview.parse("""
                        Items will be deleted only when the --prune flag is specified:
                          AutoscalingGroup     old.lab.k8s.local

                        Items will be deleted during update:
                          LaunchTemplate       older.lab.k8s.local

                        Must specify --yes to apply changes
                        """).changes()).containsExactly("delete LaunchTemplate older.lab.k8s.local");
    }
}
