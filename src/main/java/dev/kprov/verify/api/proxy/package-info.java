/// Ways to an API server through proxies.
@NullMarked
package dev.kprov.verify.api.proxy;

import org.jspecify.annotations.NullMarked;
