package dev.kprov.cli.request;

/// What a removal is to be like.
///
/// @param purge whether packages go too
/// @param gone whether the hosts that leave are not to be asked, because they will never answer again
/// @param consent asked once it is known what would go
public record Removal(boolean purge, boolean gone, Consent consent) {}
