package dev.kprov.lock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Who holds a lock, or wants to: a run of kprov and the process that it is.
///
/// @param machine tells machines apart, as well as their names; empty when that is not known
/// @param boot the boot id of that machine
/// @param space the process namespace: in another one the same number is another process
/// @param pid the process
/// @param born when it began, in ticks since that boot
public record Owner(
        String run,
        String verb,
        String cluster,
        String user,
        String hostname,
        String machine,
        String boot,
        String space,
        String pid,
        String born) {
    private static final int FIELDS = 9;
    private static final int PROCESS_STATE = 0;
    private static final int PROCESS_BEGAN = 19;

    /// This process.
    public static Owner here(String run, String verb, String cluster) {
        String pid = String.valueOf(ProcessHandle.current().pid());
        return new Owner(
                run,
                verb,
                cluster,
                System.getProperty("user.name", "somebody"),
                word("/proc/sys/kernel/hostname"),
                word("/etc/machine-id"),
                word("/proc/sys/kernel/random/boot_id"),
                namespace(),
                pid,
                began(pid));
    }

    /// What a host is told of it beside the run.
    List<String> lines() {
        return List.of(verb, cluster, user, hostname, machine, boot, space, pid, born);
    }

    /// @param lines as `lines` gives them; what is missing is not known
    static Owner of(String run, List<String> lines) {
        String[] fields = new String[FIELDS];
        for (int i = 0; i < FIELDS; i++) {
            fields[i] = i < lines.size() ? lines.get(i) : "";
        }
        return new Owner(
                run, fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6], fields[7], fields[8]);
    }

    /// Whether the other one was a process of the same user on this machine, and is certainly gone. A doubt is a no.
    boolean knowsThatIsGone(Owner other) {
        boolean mine = user.equals(other.user) && hostname.equals(other.hostname) && machine.equals(other.machine);
        if (!mine || machine.isEmpty() || boot.isEmpty() || other.boot.isEmpty()) {
            return false;
        }
        if (!boot.equals(other.boot)) {
            return true;
        }
        return !space.isEmpty() && space.equals(other.space) && !other.born.equals(began(other.pid));
    }

    @Override
    public String toString() {
        return "kprov " + verb + " of cluster " + cluster + " by " + user + "@" + hostname + " (process " + pid
                + ", run " + run + ")";
    }

    /// Empty when there is no such process, or it has ended.
    private static String began(String pid) {
        String stat = pid.matches("\\d+") ? word("/proc/" + pid + "/stat") : "";
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        boolean ended = fields.length <= PROCESS_BEGAN || fields[PROCESS_STATE].matches("[ZX]");
        return ended ? "" : fields[PROCESS_BEGAN];
    }

    private static String namespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static String word(String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
