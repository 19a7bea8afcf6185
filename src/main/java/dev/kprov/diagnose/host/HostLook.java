package dev.kprov.diagnose.host;

import dev.kprov.diagnose.archive.Drafts;
import dev.kprov.diagnose.archive.TextDraft;
import dev.kprov.diagnose.finding.Concern;
import dev.kprov.diagnose.finding.Deadline;
import dev.kprov.diagnose.finding.Findings;
import dev.kprov.inventory.Host;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import dev.kprov.shell.Output;
import dev.kprov.shell.Script;
import dev.kprov.shell.Shells;
import dev.kprov.shell.script.ScriptRun;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/// Runs a script on a host and keeps what it prints, as far as it comes.
///
/// @param look changes nothing on its host
/// @param permits how many hosts are looked at at the same time
public record HostLook(
        Shells shells, Script look, Drafts drafts, Findings findings, Deadline deadline, Semaphore permits) {
    /// For the way there and the look.
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /// What cannot be had becomes a finding.
    public void at(Host host) throws InterruptedException {
        permits.acquire();
        String file = "hosts/" + Drafts.part(host.name()) + ".txt";
        AtomicLong lines = new AtomicLong();
        try (TextDraft draft = drafts.text(file)) {
            look(host, draft, lines);
        } finally {
            permits.release();
            if (lines.get() == 0) {
                drafts.drop(file);
            } else {
                findings.file(file, "what the host tells of itself");
            }
        }
    }

    private void look(Host host, TextDraft draft, AtomicLong lines) throws InterruptedException {
        if (deadline.over()) {
            findings.add(Concern.HOSTS, host.name() + ": not looked at, the time was over");
            return;
        }
        Duration limit = deadline.left().compareTo(LONGEST) < 0 ? deadline.left() : LONGEST;
        try {
            within(limit, () -> {
                ScriptRun.Finished finished =
                        ScriptRun.run(shells.on(host), look, Map.of(), new Kept(draft, lines), LONGEST);
                if (!finished.result().ok()) {
                    findings.add(
                            Concern.HOSTS,
                            host.name() + ": the script ended with exit status "
                                    + finished.result().exitStatus());
                }
            });
        } catch (KprovException e) {
            Problem problem = e.problems().getFirst();
            String part = lines.get() == 0 ? "" : ", " + lines.get() + " lines came";
            findings.add(Concern.HOSTS, host.name() + ": " + problem.what() + ": " + problem.why() + part);
        } catch (SlowHostException e) {
            findings.add(
                    Concern.HOSTS,
                    host.name() + ": not done within " + limit.toSeconds() + " s, " + lines.get() + " lines came");
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    /// Interrupts what takes longer, whatever it waits for.
    private static void within(Duration time, Work work) throws InterruptedException {
        Thread worker = Thread.currentThread();
        Alarm alarm = new Alarm();
        Thread watch = Thread.ofVirtual().start(() -> alarm.after(time, worker));
        try {
            work.run();
        } catch (InterruptedException e) {
            if (alarm.rang()) {
                throw new SlowHostException();
            }
            throw e;
        } finally {
            if (!alarm.stop(watch)) {
                // The alarm rang when the work was done: the interruption is its, not a user's.
                Thread.interrupted();
            }
        }
    }

    /// Writes what the script prints.
    private record Kept(TextDraft draft, AtomicLong lines) implements ScriptRun.Listener {
        @Override
        public void line(Output.Stream stream, String line) {
            lines.incrementAndGet();
            draft.line(line);
        }

        @Override
        public void waiting(String what) {
            // The script waits for nothing.
        }
    }
}
