package dev.kprov.cli.answer;

import dev.kprov.profile.ProfileCatalog;
import dev.kprov.yaml.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Profiles as an answer.
public final class ProfileAnswer {
    private ProfileAnswer() {}

    public static String text(List<ProfileCatalog.Entry> entries) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("NAME", "FROM", "SUMMARY", "FILE"));
        entries.forEach(entry -> rows.add(List.of(
                entry.name(), entry.origin(), entry.summary(), entry.file().toString())));
        return Table.of(rows);
    }

    public static List<Map<String, Object>> maps(List<ProfileCatalog.Entry> entries) {
        return entries.stream().map(ProfileAnswer::map).toList();
    }

    private static Map<String, Object> map(ProfileCatalog.Entry entry) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", entry.name());
        map.put("from", entry.origin());
        map.put("summary", entry.summary());
        map.put("file", entry.file());
        return map;
    }

    /// A profile as it is written.
    public static String content(Path file) {
        return YamlFile.text(file, "profile", "kprov profiles show kubeadm");
    }

    public static Map<String, Object> map(Path file, String content) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", file);
        map.put("content", content);
        return map;
    }
}
