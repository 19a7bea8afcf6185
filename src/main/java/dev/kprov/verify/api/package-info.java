/// The API server, request by request; the only package that sees Fabric8.
@NullMarked
package dev.kprov.verify.api;

import org.jspecify.annotations.NullMarked;
