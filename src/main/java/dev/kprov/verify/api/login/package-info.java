/// Credentials that are handed out by a program of the user's.
@NullMarked
package dev.kprov.verify.api.login;

import org.jspecify.annotations.NullMarked;
