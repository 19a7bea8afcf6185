package dev.kprov.verify;

import dev.kprov.verify.stream.Reply;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.EventListBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What a cluster makes of the pods that a verification starts: controllers, kubelets, and what the pods find.
final class FakeProbePods {
    private static final String CREATED = "2026-11-21T11:58:58Z";

    private final FakeCluster cluster;
    private final Set<String> stuck = new HashSet<>();
    private final Map<String, String> wrong = new HashMap<>();
    private final Set<String> namespaces = new HashSet<>();

    FakeProbePods(FakeCluster cluster) {
        this.cluster = cluster;
        cluster.commands((api, pod, command, wait) ->
                new Reply.Answered(answers(pod.node(), command.getLast()).getBytes(StandardCharsets.UTF_8)));
        for (String node : List.of("cp-1", "worker-1", "worker-2")) {
            label(node, "kubernetes.io/os", "linux");
        }
    }

    void label(String node, String label, String value) {
        cluster.client()
                .nodes()
                .withName(node)
                .edit(old -> new NodeBuilder(old)
                        .editMetadata()
                        .addToLabels(label, value)
                        .endMetadata()
                        .editStatus()
                        .withAddresses(new io.fabric8.kubernetes.api.model.NodeAddress("10.0.0.1", "InternalIP"))
                        .endStatus()
                        .build());
    }

    /// No pod gets a network there.
    void stuck(String node) {
        stuck.add(node);
    }

    /// What the pod there finds when it asks this.
    void wrong(String node, String question, String found) {
        wrong.put(node + " " + question, found);
    }

    /// The namespaces that were ever made.
    Set<String> namespaces() {
        return namespaces;
    }

    List<String> left() {
        return cluster.client().namespaces().list().getItems().stream()
                .map(namespace -> namespace.getMetadata().getName())
                .filter(name -> name.startsWith("kprov-verify-"))
                .toList();
    }

    /// Does what there is to do.
    void work() {
        for (Namespace namespace : cluster.client().namespaces().list().getItems()) {
            String name = namespace.getMetadata().getName();
            boolean begun = cluster.client()
                            .services()
                            .inNamespace(name)
                            .withName("probe")
                            .get()
                    != null;
            if (begun && namespaces.add(name)) {
                start(cluster.client(), name);
            }
        }
    }

    private void start(KubernetesClient client, String namespace) {
        client.services()
                .inNamespace(namespace)
                .withName("probe")
                .edit(made -> new ServiceBuilder(made)
                        .editSpec()
                        .withClusterIP("10.96.9.9")
                        .editFirstPort()
                        .withNodePort(30123)
                        .endPort()
                        .endSpec()
                        .build());
        client.pods()
                .inNamespace(namespace)
                .withName("server")
                .edit(made -> new PodBuilder(made)
                        .editSpec()
                        .withNodeName("worker-1")
                        .endSpec()
                        .withStatus(running("server", "10.244.1.9").getStatus())
                        .build());
        for (String node : List.of("cp-1", "worker-1", "worker-2")) {
            Pod pod = stuck.contains(node) ? waiting(node) : running(node, "10.244.0.9");
            client.pods().inNamespace(namespace).resource(pod).create();
            cluster.server()
                    .expect()
                    .get()
                    .withPath("/api/v1/namespaces/" + namespace + "/pods/probe-" + node + "/log?tailLines=10")
                    .andReturn(200, "kprov probe on " + node + "\n")
                    .always();
            if (stuck.contains(node)) {
                cluster.server()
                        .expect()
                        .get()
                        .withPath("/api/v1/namespaces/" + namespace + "/events?fieldSelector=type%3DWarning")
                        .andReturn(
                                200,
                                new EventListBuilder().withItems(warning(node)).build())
                        .always();
            }
        }
    }

    private static Pod running(String node, String address) {
        return new PodBuilder(pod(node))
                .withNewStatus()
                .withPhase("Running")
                .withPodIP(address)
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName("probe")
                        .withReady(true)
                        .withState(new ContainerStateBuilder()
                                .withNewRunning("2026-11-21T11:59:00Z")
                                .build())
                        .build())
                .endStatus()
                .build();
    }

    private static Pod waiting(String node) {
        return new PodBuilder(pod(node))
                .withNewStatus()
                .withPhase("Pending")
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName("probe")
                        .withState(new ContainerStateBuilder()
                                .withNewWaiting("", "ContainerCreating")
                                .build())
                        .build())
                .endStatus()
                .build();
    }

    private static Pod pod(String node) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("probe-" + node)
                .withCreationTimestamp(CREATED)
                .addToLabels("app", "probe")
                .addNewOwnerReference()
                .withKind("DaemonSet")
                .withName("probe")
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .withNodeName(node)
                .endSpec()
                .build();
    }

    private static io.fabric8.kubernetes.api.model.Event warning(String node) {
        return new EventBuilder()
                .withNewMetadata()
                .withName("probe-" + node + ".1")
                .endMetadata()
                .withType("Warning")
                .withReason("FailedCreatePodSandBox")
                .withMessage("plugin type=\"flannel\" failed: no subnet.env")
                .withNewInvolvedObject()
                .withName("probe-" + node)
                .endInvolvedObject()
                .build();
    }

    private String answers(String node, String questions) {
        return questions
                .lines()
                .map(line -> line.split(" ", -1))
                .map(words -> words[1] + " " + words[2] + " " + verdict(node, words[1]))
                .collect(Collectors.joining("\n"));
    }

    private String verdict(String node, String question) {
        String found = wrong.get(node + " " + question);
        return found == null ? "ok it works" : "no " + found;
    }
}
