package dev.kprov.installer;

/// Something that the user should know of a host before it is changed.
public record Remark(String host, String text) {}
