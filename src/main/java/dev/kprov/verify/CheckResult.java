package dev.kprov.verify;

/// @param id stable, e.g. `nodes-ready`
/// @param title e.g. `Every node is Ready`
public record CheckResult(String id, String title, Verdict verdict) {}
