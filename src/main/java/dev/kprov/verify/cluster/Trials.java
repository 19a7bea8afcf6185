package dev.kprov.verify.cluster;

import dev.kprov.verify.api.Part;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What came of using the cluster as its users do: with pods, in a namespace of kprov's own.
///
/// @param nodes on which a pod is to start
/// @param aside the other nodes and why, such as `virtual-1 (virtual-kubelet)`
/// @param pods by the name of their node; why there are none where none could be made
/// @param server behind the Service; empty before it is there
/// @param warning the newest event that tells why a node's pod is not made; empty without any
/// @param found by question, then by the name of the node whose pod asked
public record Trials(
        List<String> nodes,
        List<String> aside,
        Part<Map<String, ProbePod>> pods,
        Optional<ProbePod> server,
        String warning,
        Map<Question, Map<String, Probes.Outcome>> found) {
    /// Nobody wanted any.
    public static final Trials NONE = new Trials(List.of(), List.of(), Part.notAsked(), Optional.empty(), "", Map.of());

    /// For what is asked of the cluster, not of a node.
    public static final String CLUSTER = "cluster";

    public Trials {
        nodes = List.copyOf(nodes);
        aside = List.copyOf(aside);
        found = Map.copyOf(found);
    }

    /// What is tried.
    public enum Question {
        /// The name of the API's Service.
        DNS,
        /// A name from outside of the cluster.
        EXTERNAL_DNS,
        /// The pods on other nodes.
        PEERS,
        /// The same with packets that are as large as they can be.
        LOAD,
        /// A ClusterIP.
        SERVICE,
        /// A NodePort, asked in pods.
        NODE_PORT,
        /// The same, asked from here: by the name of the node whose port it is.
        NODE_PORT_FROM_HERE,
        /// The API server.
        API,
        /// A pod that a NetworkPolicy closes.
        POLICY,
        /// A command in the pod.
        EXEC,
        /// The pod's log.
        LOGS,
        /// A port of the pod.
        PORT_FORWARD,
        /// A file on a volume, of the cluster.
        VOLUME
    }

    /// One pod of kprov's.
    ///
    /// @param address its IP address; empty before it has one
    /// @param started how long its start took, by the cluster's own clocks; empty before that
    /// @param warning the newest event that warns of it; empty without any
    public record ProbePod(Pod pod, String address, Optional<Duration> started, String warning) {
        public boolean running() {
            return !address.isEmpty() && !pod.leaving() && pod.runningSince().isPresent();
        }
    }

    /// What was found of one question, by the name of a node.
    public Map<String, Probes.Outcome> of(Question question) {
        return found.getOrDefault(question, Map.of());
    }
}
