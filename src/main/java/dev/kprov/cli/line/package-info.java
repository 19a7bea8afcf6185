/// The line that every command walks: files, observe, plan, run, verify, report.
@NullMarked
package dev.kprov.cli.line;

import org.jspecify.annotations.NullMarked;
