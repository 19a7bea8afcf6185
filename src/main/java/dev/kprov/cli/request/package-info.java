/// What was asked for, and the machine and terminal it was asked on.
@NullMarked
package dev.kprov.cli.request;

import org.jspecify.annotations.NullMarked;
