package dev.kprov.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {
    @Test
    void writes_block_style_with_the_order_of_ordered_maps() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kind", "InitConfiguration");
        document.put("apiVersion", "kubeadm.k8s.io/v1beta4");
        document.put("bootstrapTokens", List.of(new LinkedHashMap<>(Map.of("token", "abcdef.0123456789abcdef"))));
        document.put("empty", Map.of());
        document.put("none", List.of());
        document.put("script", "line one\nline two\n");
        document.put("port", 6443);
        document.put("on", false);
        assertThat(YamlText.write(document)).isEqualTo("""
            kind: InitConfiguration
            apiVersion: kubeadm.k8s.io/v1beta4
            bootstrapTokens:
              - token: abcdef.0123456789abcdef
            empty: {}
            none: []
            script: |
              line one
              line two
            port: 6443
            "on": false
            """);
    }

    @Test
    void sorts_maps_without_an_order_so_that_the_text_is_always_the_same() {
        assertThat(YamlText.write(Map.of("b", 1, "a", 2, "c", 3))).isEqualTo("a: 2\nb: 1\nc: 3\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "no",
                "Yes",
                "on",
                "y",
                "~",
                "null",
                "true",
                "1",
                "1.30",
                "1e3",
                "0x1F",
                "0o14",
                "014",
                "1_000",
                "12:30:45",
                "2020-01-01",
                ".inf",
                "-",
                "- a",
                "a: b",
                "a #b",
                "#a",
                "*a",
                "&a",
                "!a",
                "|",
                ">",
                "%a",
                "@a",
                "`a",
                "{a",
                "[a",
                "a]",
                "'a'",
                "\"a\"",
                "a\\b",
                "a\nb",
                "a\nb\n",
                "a\n\n\nb\n\n",
                "\n",
                "  a\n b",
                "a \nb",
                "a\tb",
                "\ta",
                "a\r\nb",
                "tab\t\nb",
                "ä€😀",
                "\u0000\u001b",
                "\u0085\u2028",
                "<<",
                "=",
                "a:",
                "?",
                "? a",
                "--- a",
                "...",
                "trailing ",
                " leading",
                "[::]:6443",
                "SHA256:a+b/c=",
                "${ENV:X}"
            })
    void any_text_comes_back_as_it_was(String text) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("value", text);
        document.put("list", List.of(text, List.of(text)));
        document.put(text.equals("<<") || text.equals("list") ? "key" : text, Map.of("inner", text));
        assertThat(YamlText.readAll(YamlText.write(document))).containsExactly(document);
    }

    @Test
    void long_lines_are_not_folded() {
        String text = "word ".repeat(100).strip();
        assertThat(YamlText.write(Map.of("a", text))).isEqualTo("a: \"" + text + "\"\n");
    }

    @Test
    void types_are_read_as_kubernetes_tools_read_them() {
        Map<String, Object> read = YamlText.readAll("""
            flag: true
            notAFlag: no
            quoted: "true"
            number: 42
            negative: -7
            mode: 0644
            hex: 0x1F
            big: 8589934592
            decimal: 1.5
            exponent: 1e3
            version: 1.36.4
            time: 12:30:45
            nothing:
            tilde: ~
            empty: ""
            """).getFirst();
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("flag", true);
        expected.put("notAFlag", "no");
        expected.put("quoted", "true");
        expected.put("number", 42);
        expected.put("negative", -7);
        expected.put("mode", 420);
        expected.put("hex", 31);
        expected.put("big", 8_589_934_592L);
        expected.put("decimal", 1.5);
        expected.put("exponent", 1000.0);
        expected.put("version", "1.36.4");
        expected.put("time", "12:30:45");
        expected.put("nothing", null);
        expected.put("tilde", null);
        expected.put("empty", "");
        assertThat(read).isEqualTo(expected);
        assertThat(YamlText.readAll(YamlText.write(read))).containsExactly(expected);
    }

    @Test
    void several_documents_are_read_and_written_and_empty_ones_left_out() {
        String text = "---\n# nothing\n---\na: 1\n---\n---\nb: 2\n";
        List<Map<String, Object>> documents = YamlText.readAll(text);
        assertThat(documents).containsExactly(Map.of("a", 1), Map.of("b", 2));
        assertThat(YamlText.writeAll(documents)).isEqualTo("a: 1\n---\nb: 2\n");
    }

    @Test
    void a_document_that_is_no_mapping_is_refused_with_its_place() {
        assertThat(InvalidFiles.problems(() -> YamlText.readAll("flannel.yaml", "a: 1\n---\n- b\n")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.where()).isEqualTo("flannel.yaml:3:1");
                    assertThat(problem.what()).isEqualTo("a document is a list, not a mapping");
                });
    }

    @Test
    void merging_goes_deep_into_maps_replaces_the_rest_and_removes_nulls() {
        Map<String, Object> base = YamlText.readAll("a: {b: 1, c: [1, 2], d: {e: 1}}\nf: 1\ng: {h: 1}\n")
                .getFirst();
        Map<String, Object> over = YamlText.readAll(
                        "a: {b: 2, c: [3], d: {x: 1, e: }}\nf: \nnew: {i: {j: ~, k: 1}}\ng: 5\n")
                .getFirst();
        String before = base.toString();
        assertThat(YamlText.write(DeepMerge.merge(base, over)))
                .isEqualTo("a:\n  b: 2\n  c:\n    - 3\n  d:\n    x: 1\ng: 5\nnew:\n  i:\n    k: 1\n");
        assertThat(base.toString()).isEqualTo(before);
    }

    @Test
    void nearest_words_are_found_by_few_letters_only() {
        List<String> keys = List.of("podCidr", "serviceCidr", "plugin", "hostKey", "name");
        assertThat(Arrays.asList("podCIDR", "pod_cidr", "host-key", "nmae", "plugn", "serviceCdir").stream()
                        .map(word -> Nearest.to(word, keys).orElse("-")))
                .containsExactly("podCidr", "podCidr", "hostKey", "name", "plugin", "serviceCidr");
        assertThat(Nearest.to("timeout", keys)).isEmpty();
        assertThat(Nearest.to("", keys)).isEmpty();
    }
}
