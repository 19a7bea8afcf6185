package dev.kprov.run;

import java.nio.file.Path;

/// The folder that keeps everything about one run: `STATE/runs/RUN_ID/`, 0700; and the cluster's own,
/// `STATE/clusters/NAME/`.
///
/// @param run this run's folder
/// @param cluster the cluster's folder, where the kubeconfig lies (0600)
public record RunFolder(String runId, Path run, Path cluster) {}
