/// What `ansible-playbook` says, understood.
@NullMarked
package dev.kprov.installer.kubespray.ansible;

import org.jspecify.annotations.NullMarked;
