/// DNS queries that a host sends through a Service, and what came back.
@NullMarked
package dev.kprov.verify.dns;

import org.jspecify.annotations.NullMarked;
