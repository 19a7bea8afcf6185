/// kubespray: Ansible playbooks over SSH, as pure functions from intent to a plan for the controller.
@NullMarked
package dev.kprov.installer.kubespray;

import org.jspecify.annotations.NullMarked;
