/// Questions of which the right answer is known, sent by a host through a Service or by us, and what came back.
@NullMarked
package dev.kprov.verify.dns;

import org.jspecify.annotations.NullMarked;
