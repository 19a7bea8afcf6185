/// What is kept of a run: JSON and JUnit XML.
@NullMarked
package dev.kprov.report;

import org.jspecify.annotations.NullMarked;
