package dev.kprov.shell.ssh.config;

import java.util.Optional;

/// What ssh would be given on its command line.
///
/// @param host as the user names it
/// @param defaultUser who logs in when nobody says otherwise
public record Destination(String host, Optional<String> user, Optional<Integer> port, String defaultUser) {}
