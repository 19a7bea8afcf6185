package dev.kprov.shell.script;

import dev.kprov.shell.Value;
import java.util.Map;
import java.util.stream.Collectors;

/// Turns values into the texts they stand for, and keeps out of sight which of them are secret.
final class Values {
    private final Map<String, String> captured;
    private final Mask mask;

    Values(Map<String, String> captured, Mask mask) {
        this.captured = Map.copyOf(captured);
        this.mask = mask;
    }

    String resolve(Value value) {
        return switch (value) {
            case Value.Text text -> text.text();
            case Value.Secret secret -> secret(secret.text());
            case Value.Captured name -> captured(name.name());
            case Value.Folder folder -> folder(folder);
            case Value.Joined joined ->
                joined.parts().stream().map(this::resolve).collect(Collectors.joining());
        };
    }

    /// No secret, unlike what scripts captured.
    private String folder(Value.Folder folder) {
        String path = captured.get(folderKey(folder));
        if (path == null) {
            throw new IllegalArgumentException(folder + " is a folder of the controller");
        }
        return path;
    }

    static String folderKey(Value.Folder folder) {
        // No script can capture a name with a blank in it.
        return "folder " + folder;
    }

    private String captured(String name) {
        String value = captured.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no earlier step captured " + name);
        }
        mask.hideCaptured(value);
        return value;
    }

    private String secret(String text) {
        mask.hide(text);
        return text;
    }
}
