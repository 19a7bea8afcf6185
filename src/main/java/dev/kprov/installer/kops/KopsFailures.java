package dev.kprov.installer.kops;

import dev.kprov.installer.Symptom;
import dev.kprov.plan.Step;
import dev.kprov.problem.ExitCode;
import dev.kprov.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Recognises failures of kops by what it says.
final class KopsFailures {
    /// The step whose failure is a cluster that is not as it should be.
    static final String VALIDATE = "validate-cluster";

    /// The step that makes machines anew.
    static final String UPGRADE = "upgrade-machines";

    private static final int NAMED = 3;
    private static final List<Symptom> SYMPTOMS = List.of(
            Symptom.printed(
                    "get credentials: |no EC2 IMDS role found|NoCredentialProviders|could not find default credentials"
                            + "|invalid_grant",
                    "the cloud's credentials cannot be had",
                    "kops found none, or they have expired",
                    "set them or log in again, see that the cloud's own command line works, then run kprov again"),
            Symptom.printed(
                    "AuthFailure|InvalidAccessKeyId|InvalidClientTokenId|SignatureDoesNotMatch|ExpiredToken",
                    "the cloud does not accept the credentials",
                    "it said: $0",
                    "see whose they are (aws sts get-caller-identity), and set those of the right account"),
            Symptom.printed(
                    "UnauthorizedOperation|AccessDenied[A-Za-z]*|Error 403: [^\\n]*",
                    "the credentials are not allowed to do this",
                    "the cloud said: $0",
                    "give their owner the rights that kops needs: https://kops.sigs.k8s.io/getting_started/"),
            Symptom.printed(
                    "(?:LimitExceeded|[A-Za-z]+LimitExceeded|Quota[A-Za-z ]*exceeded|QUOTA_EXCEEDED)[^\\n]*",
                    "a quota of the cloud is used up",
                    "$0",
                    "ask the cloud for more of it, or remove what is not needed, then run kprov again"),
            Symptom.printed(
                    "NoSuchBucket|bucket does not exist|storage: bucket doesn't exist",
                    "the bucket of the state store does not exist",
                    "kops keeps there what it knows of its clusters",
                    "make it, with versioning switched on, or correct kops.stateStore"),
            Symptom.printed(
                    "State Store: Required value",
                    "no state store is named",
                    "kops keeps there what it knows of its clusters",
                    "set kops.stateStore, or KOPS_STATE_STORE"),
            Symptom.printed(
                    "(?:No matching hosted zones found for|cannot find DNS Zone) \"([^\"]*)\"",
                    "there is no DNS zone for $1",
                    "with dns public or private, kops writes the names of the API into one",
                    "make the zone and delegate it, or set kops.dns: none"),
            Symptom.printed(
                    "NS records not found for \"([^\"]*)\"",
                    "the DNS zone $1 is not delegated",
                    "nobody outside would find the API by its name",
                    "add its NS records to the zone above, or set kops.dns: none"),
            Symptom.printed(
                    "kops upgrade is required|upgrading kops is required",
                    "kops is too old for this version of Kubernetes",
                    "a kops knows versions up to its own",
                    "install a newer kops, or choose an older kubernetes.version"),
            Symptom.printed(
                    "kubernetes upgrade is required",
                    "this version of Kubernetes is too old for kops",
                    "each kops supports a few minor versions only",
                    "choose a newer kubernetes.version, or install an older kops"),
            Symptom.printed(
                    "error reading channel \"([^\"]*)\"",
                    "the channel $1 cannot be read",
                    "kops reads there which images and versions to take",
                    "see that this machine reaches it, or name another: kops.channel"),
            Symptom.printed(
                    "SSH public key must be specified[^\\n]*",
                    "this cloud needs an SSH key",
                    "$0",
                    "set kops.sshPublicKey: ~/.ssh/id_ed25519.pub"),
            Symptom.printed(
                    "deadline exceeded executing task ([^\\n]*)",
                    "the cloud did not let kops make $1",
                    "it was tried again and again; the reason stands above it in the step's log",
                    "remove the reason, then run kprov up again: it goes on"),
            Symptom.printed(
                    "not making progress deleting resources|wait time exceeded during resources deletion",
                    "some of the cluster's resources could not be deleted",
                    "something that kops did not make still uses them, such as a load balancer of a Service",
                    "see the step's log for which, delete what uses them, then run kprov down again: it goes on"),
            Symptom.printed(
                    "Unable to reach the kubernetes API|waiting for kubernetes API to be served: ([^\\n]*)",
                    "the cluster's API does not answer kops",
                    "no machine is made anew while nobody can tell how the others are",
                    "see why: kprov verify; then run kprov upgrade again: it goes on"),
            Symptom.printed(
                    "(?:error draining node|failed to drain node)[^\\n]*",
                    "a node cannot be drained",
                    "$0",
                    "see what keeps its pods (kubectl get pdb -A), then run kprov upgrade again: it goes on"),
            Symptom.printed(
                    "Cluster did not pass validation within deadline: [^\\n]*|cluster did not validate within[^\\n]*"
                            + "|[a-z -]*not healthy after update[^\\n]*",
                    "the cluster is not valid with a machine that was made anew",
                    "$0",
                    "see why: kprov verify, and on the machine journalctl -u kops-configuration; then run kprov upgrade"
                            + " again: it goes on"),
            Symptom.printed(
                    "unable to parse version|error parsing file[^\\n]*|unknown field \"[^\"]*\"",
                    "kops does not understand the manifests",
                    "it said: $0",
                    "correct kops.manifest or kops.set; kops get -o yaml shows how others are written"));

    private KopsFailures() {}

    static Optional<Problem> explain(Step step, String output) {
        if (step.id().name().equals(VALIDATE)) {
            return invalid(step, output);
        }
        return Symptom.explain(SYMPTOMS, step, output, "");
    }

    /// The same of an answer that `look.sh` did not get.
    static Optional<Problem> explain(Step step, KopsState.Failure failure) {
        return Symptom.explain(SYMPTOMS, step, failure.said(), "");
    }

    /// The step ended well but for what it found: the cluster is there, and does not work.
    private static Optional<Problem> invalid(Step step, String output) {
        int end = output.lastIndexOf(KopsSpeech.FOUND);
        Set<String> missing = new LinkedHashSet<>();
        for (String line : output.lines().toList()) {
            if (line.startsWith(KopsSpeech.MISSING)) {
                missing.add(line.substring(KopsSpeech.MISSING.length()));
            }
        }
        if (end < 0 && !output.contains("validation failed") && !output.contains("(will retry)")) {
            return Symptom.explain(SYMPTOMS, step, output, "");
        }
        return Optional.of(new Problem(
                ExitCode.CHECK_FAILED,
                step.host(),
                "the cluster is not as kops wants it",
                missing.isEmpty() ? unanswered(output) : last(List.copyOf(missing)),
                "wait and run kprov up again where machines are slow; else see why: kops toolbox dump, and on a machine"
                        + " journalctl -u kops-configuration"));
    }

    private static String last(List<String> missing) {
        List<String> told = new ArrayList<>(missing.subList(Math.max(0, missing.size() - NAMED), missing.size()));
        return String.join("\n", told);
    }

    private static String unanswered(String output) {
        return output.lines()
                .filter(line -> line.contains("(will retry): "))
                .reduce((first, second) -> second)
                .map(line -> line.replaceFirst(".*\\(will retry\\): ", ""))
                .orElse("it was not found valid in time, and kops does not tell why");
    }
}
