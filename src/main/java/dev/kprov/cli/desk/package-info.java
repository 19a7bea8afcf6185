/// Where commands take orders and answers, and the options that they share.
@NullMarked
package dev.kprov.cli.desk;

import org.jspecify.annotations.NullMarked;
