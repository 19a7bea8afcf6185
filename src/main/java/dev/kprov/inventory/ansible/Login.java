package dev.kprov.inventory.ansible;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How Ansible gets to a host, in the words of kprov's inventory. Secrets are never taken over, only where they are
/// to come from.
final class Login {
    private static final Pattern LOOKUP =
            Pattern.compile("\\{\\{\\s*lookup\\(\\s*['\"](?:ansible\\.builtin\\.)?env['\"]\\s*,\\s*['\"]"
                    + "([A-Za-z_][A-Za-z0-9_]*)['\"]\\s*\\)\\s*}}");
    private static final List<String> BECOME_PASSWORD =
            List.of("ansible_become_password", "ansible_become_pass", "ansible_sudo_pass", "ansible_sudo_password");

    private final String host;
    private final Map<String, Object> variables;
    private final Remarks remarks;
    private final SecretNames secrets;

    Login(String host, Map<String, Object> variables, Remarks remarks, SecretNames secrets) {
        this.host = host;
        this.variables = variables;
        this.remarks = remarks;
        this.secrets = secrets;
    }

    /// The first of these variables that has a value which is no expression of Jinja's.
    Optional<String> text(String... names) {
        for (String name : names) {
            String value = String.valueOf(variables.getOrDefault(name, "")).strip();
            if (value.contains("{{") || value.contains("{%")) {
                remarks.add(name + " is computed by Ansible and was not taken over", host);
            } else if (!value.isEmpty()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    String address() {
        return text("ansible_host", "ansible_ssh_host").orElse(host);
    }

    Map<String, Object> ssh() {
        Map<String, Object> ssh = new LinkedHashMap<>();
        text("ansible_user", "ansible_ssh_user").ifPresent(user -> ssh.put("user", user));
        text("ansible_port", "ansible_ssh_port")
                .ifPresent(port -> ssh.put("port", port.matches("\\d{1,5}") ? Integer.valueOf(port) : port));
        text("ansible_ssh_private_key_file", "ansible_private_key_file").ifPresent(file -> identity(file, ssh));
        secret(List.of("ansible_password", "ansible_ssh_password", "ansible_ssh_pass"), "KPROV_SSH_PASSWORD")
                .ifPresent(reference -> ssh.put("password", reference));
        Map<String, Object> jump = jump();
        if (!jump.isEmpty()) {
            ssh.put("jump", jump);
        }
        return ssh;
    }

    Map<String, Object> become() {
        Map<String, Object> become = new LinkedHashMap<>();
        text("ansible_become_method", "ansible_become_exe").ifPresent(method -> {
            if (List.of("sudo", "doas").contains(method)) {
                become.put("method", method);
            } else {
                remarks.add(
                        "ansible_become_method " + method + " is not known to kprov, which has sudo and doas", host);
            }
        });
        secret(BECOME_PASSWORD, "KPROV_BECOME_PASSWORD").ifPresent(reference -> become.put("password", reference));
        return become;
    }

    /// Whether it is the machine that Ansible runs on.
    boolean local() {
        return text("ansible_connection").filter("local"::equals).isPresent();
    }

    private void identity(String file, Map<String, Object> ssh) {
        ssh.put("identityFile", file);
        if (!file.startsWith("/") && !file.startsWith("~")) {
            remarks.add(
                    "identityFile " + file
                            + " is relative: to the folder that Ansible was run in, and now to the new file's",
                    host);
        }
    }

    private Map<String, Object> jump() {
        Map<String, Object> jump = Map.of();
        for (String name : List.of("ansible_ssh_common_args", "ansible_ssh_extra_args", "ansible_ssh_args")) {
            try {
                Jumps jumps = text(name).map(Jumps::of).orElse(Jumps.NONE);
                jump = jumps.jump().isEmpty() ? jump : jumps.jump();
                if (!jumps.rest().isEmpty()) {
                    remarks.add(
                            name
                                    + " was not taken over but for jump hosts; what else it says belongs into ~/.ssh/config",
                            host);
                }
            } catch (IllegalArgumentException e) {
                remarks.add(name + " was not taken over: " + e.getMessage(), host);
            }
        }
        return jump;
    }

    private Optional<String> secret(List<String> names, String usual) {
        for (String name : names) {
            String value = String.valueOf(variables.getOrDefault(name, ""));
            Matcher lookup = LOOKUP.matcher(value.strip());
            if (lookup.matches()) {
                return Optional.of("${ENV:" + lookup.group(1) + "}");
            }
            if (!value.isBlank()) {
                String variable = secrets.of(usual, value);
                remarks.add(
                        name + " is a secret and was not taken over: set the environment variable " + variable
                                + ", or write \"${FILE:path}\" in its place",
                        host);
                return Optional.of("${ENV:" + variable + "}");
            }
        }
        return Optional.empty();
    }
}
