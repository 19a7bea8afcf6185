/// AS IT IS: facts gathered on the hosts, read-only, in one round trip each.
@NullMarked
package dev.kprov.observe;

import org.jspecify.annotations.NullMarked;
