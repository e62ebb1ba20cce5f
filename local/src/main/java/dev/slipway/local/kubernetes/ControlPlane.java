package dev.slipway.local.kubernetes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What etcd, the API server, the controllers and the scheduler are started with. */
final class ControlPlane {
    private static final String LOOPBACK = "127.0.0.1:";

    private final KubeNodeOptions options;
    private final Certificates certificates;

    ControlPlane(KubeNodeOptions options, Certificates certificates) {
        this.options = options;
        this.certificates = certificates;
    }

    List<String> etcd() {
        String client = "https://" + LOOPBACK + options.ports().etcd();
        String peer = "http://" + LOOPBACK + options.ports().etcdPeer();
        var command = new ArrayList<>(List.of(
                "etcd",
                "--name=slipway",
                "--data-dir=" + options.folder().resolve("etcd"),
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=slipway=" + peer,
                "--client-cert-auth",
                "--trusted-ca-file=" + certificates.certificate("ca"),
                "--cert-file=" + certificates.certificate("server"),
                "--key-file=" + certificates.key("server"),
                "--logger=zap",
                "--log-level=warn"));
        if (!options.durable()) {
            command.add("--unsafe-no-fsync");
        }
        return command;
    }

    List<String> apiServer() {
        List<String> command = plainApiServer();
        Path policy = options.folder().resolve("audit-policy.yaml");
        if (Files.exists(policy)) {
            command.add("--audit-policy-file=" + policy);
            command.add("--audit-log-path=" + options.home().resolve("logs/kube-audit.log"));
        }
        return command;
    }

    private List<String> plainApiServer() {
        NodeNetwork network = options.network();
        return part(
                "kube-apiserver",
                "--bind-address=" + network.address(),
                "--advertise-address=" + network.address(),
                "--secure-port=" + options.ports().api(),
                "--service-cluster-ip-range=" + network.services(),
                "--etcd-servers=https://" + LOOPBACK + options.ports().etcd(),
                "--etcd-cafile=" + certificates.certificate("ca"),
                "--etcd-certfile=" + certificates.certificate("server"),
                "--etcd-keyfile=" + certificates.key("server"),
                "--client-ca-file=" + certificates.certificate("ca"),
                "--tls-cert-file=" + certificates.certificate("server"),
                "--tls-private-key-file=" + certificates.key("server"),
                "--kubelet-client-certificate=" + certificates.certificate("kubelet-client"),
                "--kubelet-client-key=" + certificates.key("kubelet-client"),
                // the node's name is known to nobody
                "--kubelet-preferred-address-types=InternalIP",
                "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
                "--service-account-key-file=" + certificates.key("service-accounts"),
                "--service-account-signing-key-file=" + certificates.key("service-accounts"),
                "--authorization-mode=Node,RBAC",
                "--enable-admission-plugins=NodeRestriction",
                "--allow-privileged=true",
                "--profiling=false");
    }

    List<String> controllerManager() {
        Path kubeconfig = kubeconfig("controller-manager");
        return part(
                "kube-controller-manager",
                "--kubeconfig=" + kubeconfig,
                "--authentication-kubeconfig=" + kubeconfig,
                "--authorization-kubeconfig=" + kubeconfig,
                "--use-service-account-credentials",
                "--service-account-private-key-file=" + certificates.key("service-accounts"),
                "--root-ca-file=" + certificates.certificate("ca"),
                "--cluster-signing-cert-file=" + certificates.certificate("ca"),
                "--cluster-signing-key-file=" + certificates.key("ca"),
                "--leader-elect=false",
                "--secure-port=0",
                "--profiling=false");
    }

    List<String> scheduler() {
        Path kubeconfig = kubeconfig("scheduler");
        return part(
                "kube-scheduler",
                "--kubeconfig=" + kubeconfig,
                "--authentication-kubeconfig=" + kubeconfig,
                "--authorization-kubeconfig=" + kubeconfig,
                "--leader-elect=false",
                "--secure-port=0",
                "--profiling=false");
    }

    private Path kubeconfig(String user) {
        Path file = options.folder().resolve(user + ".kubeconfig");
        Kubeconfig.write(file, options.apiUrl(), certificates, user);
        return file;
    }

    private List<String> part(String name, String... flags) {
        var command =
                new ArrayList<>(List.of(options.programs().resolve("kubenode").toString(), name));
        command.addAll(List.of(flags));
        return command;
    }
}
