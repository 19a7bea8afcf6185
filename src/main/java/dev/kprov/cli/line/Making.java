package dev.kprov.cli.line;

import dev.kprov.installer.Installer;
import dev.kprov.installer.Intent;
import dev.kprov.installer.Upgrades;
import dev.kprov.plan.Plan;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.KprovException;
import dev.kprov.problem.Problem;
import java.util.List;

/// What makes a cluster as its profile says. Its name is that of the command.
enum Making {
    UP {
        @Override
        List<Problem> refuse(Installer installer, Intent intent) {
            return installer.refuse(intent);
        }

        @Override
        Plan plan(Installer installer, Intent intent) {
            return installer.up(intent);
        }
    },
    UPGRADE {
        @Override
        List<Problem> refuse(Installer installer, Intent intent) {
            return upgrades(installer).refuse(intent);
        }

        @Override
        Plan plan(Installer installer, Intent intent) {
            return upgrades(installer).plan(intent);
        }
    };

    abstract List<Problem> refuse(Installer installer, Intent intent);

    abstract Plan plan(Installer installer, Intent intent);

    /// Throws a `KprovException` where the installer cannot do this, before any host is looked at.
    void possible(Installer installer) {
        if (this == UPGRADE) {
            upgrades(installer);
        }
    }

    String verb() {
        return this == UP ? "up" : "upgrade";
    }

    private static Upgrades upgrades(Installer installer) {
        return installer
                .upgrades()
                .orElseThrow(() -> new KprovException(Problem.of(
                        ExitCode.INVALID,
                        "installer " + installer.name() + " cannot upgrade a cluster that is there",
                        "kprov does not know how it is done with " + installer.name(),
                        "make the cluster anew with the other version: kprov up --fresh")));
    }
}
