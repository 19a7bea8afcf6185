/// Inventories of Ansible, turned into kprov's.
@NullMarked
package dev.kprov.inventory.ansible;

import org.jspecify.annotations.NullMarked;
