/// TLS as a kubeconfig has it: who is believed, who we are, and how a server is greeted.
@NullMarked
package dev.kprov.verify.api.tls;

import org.jspecify.annotations.NullMarked;
