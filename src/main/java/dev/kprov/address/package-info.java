/// IP addresses and networks as numbers: parsing and comparing, never asking a name server.
@NullMarked
package dev.kprov.address;

import org.jspecify.annotations.NullMarked;
