package dev.kprov.shell.local;

import dev.kprov.inventory.Become;
import dev.kprov.inventory.SecretRef;
import dev.kprov.shell.Shell;
import dev.kprov.shell.process.Elevation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Programs named `sudo` and `doas` on a path of their own, which say what the real ones say and note each password.
public final class FakeSudo {
    /// As recorded from sudo 1.9.13 in the C locale.
    private static final String SUDO = """
        #!/bin/sh
        here=$(dirname "$0")
        printf '%s\\n' "$*" >>"$here/argv"
        mode=$(cat "$here/mode")
        [ "$1 $2" = "-S -p" ] && [ "$4" = -- ] || { echo "usage: sudo" >&2; exit 1; }
        prompt=$3 end="a password is required"
        shift 4
        ask() {
          printf %s "$prompt" >&2
          IFS= read -r answer || { printf '\\nsudo: no password was provided\\nsudo: %s\\n' "$end" >&2; exit 1; }
          end="1 incorrect password attempt"
          printf '%s\\n' "$answer" >>"$here/passwords"
        }
        case $mode in
          nopasswd) exec "$@" ;;
          tty) (: </dev/tty) 2>/dev/null || { echo "sudo: sorry, you must have a tty to run sudo" >&2; exit 1; } ;;
          pam) prompt="Password: " ;;
          code) prompt="Verification code: " ;;
          lecture) printf '\\nWe trust you have received the usual lecture\\nfrom the local System Administrator.\\n\\n' >&2 ;;
        esac
        ask
        case $mode in
          stranger) printf 'ops is not in the sudoers file.\\n' >&2; exit 1 ;;
          limited) echo "Sorry, user ops is not allowed to execute '/usr/bin/sh -c ...' as root on cp-1." >&2; exit 1 ;;
          onetry) [ "$answer" = "geheim" ] || { echo "sudo: 1 incorrect password attempt" >&2; exit 1; } ;;
        esac
        [ $mode != twice ] || ask
        while [ "$answer" != "geheim" ]; do
          echo "Sorry, try again." >&2
          ask
        done
        exec "$@"
        """;

    private static final String DOAS = """
        #!/bin/sh
        here=$(dirname "$0")
        printf '%s\\n' "$*" >>"$here/argv"
        mode=$(cat "$here/mode") asks=yes
        [ "$1" != -n ] || { asks=; shift; }
        [ "$1" = -- ] || { echo "usage: doas" >&2; exit 1; }
        shift
        case $mode in
          nopass) exec "$@" ;;
          password) ;;
          *) echo "doas: Operation not permitted" >&2; exit 1 ;;
        esac
        [ -n "$asks" ] || { echo "doas: Authentication required" >&2; exit 1; }
        # As readpassphrase does: from the terminal only.
        settings=$(stty -g </dev/tty) || { echo "doas: a tty is required" >&2; exit 1; }
        stty -echo </dev/tty
        printf 'doas (ops@cp-1) password: ' >/dev/tty
        IFS= read -r answer </dev/tty
        stty "$settings" </dev/tty
        printf '\\n' >/dev/tty
        printf '%s\\n' "$answer" >>"$here/passwords"
        [ "$answer" = "geheim" ] || { echo "doas: Authentication failed" >&2; exit 1; }
        exec "$@"
        """;

    private final Path folder;

    public FakeSudo(Path folder) throws IOException {
        this.folder = folder;
        program("sudo", SUDO);
        program("doas", DOAS);
    }

    private void program(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// A shell that takes itself for root, whoever runs the tests.
    public Shell shell() throws IOException {
        return shell(Become.Method.SUDO, "nopasswd", Optional.empty());
    }

    /// Where a server finds the same programs.
    public String path() throws IOException {
        Files.writeString(folder.resolve("mode"), "nopasswd");
        return folder + ":" + System.getenv("PATH");
    }

    LocalShell shell(Become.Method method, String mode, Optional<String> password) throws IOException {
        Files.writeString(folder.resolve("mode"), mode);
        Become become = new Become(method, password.map(any -> new SecretRef.Env("PW")));
        Elevation elevation = new Elevation("cp-1", "ops", become, secret -> password.orElseThrow());
        return new LocalShell(elevation, Map.of("PATH", folder + ":" + System.getenv("PATH"), "LANG", "de_DE.UTF-8"));
    }

    List<String> passwords() throws IOException {
        return lines("passwords");
    }

    List<String> argv() throws IOException {
        return lines("argv");
    }

    private List<String> lines(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
