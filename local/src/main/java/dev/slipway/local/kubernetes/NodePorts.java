package dev.slipway.local.kubernetes;

import dev.slipway.local.process.Ports;

/**
 * The ports of a node.
 *
 * @param api of the API server, on the node's address
 * @param etcd for the API server, on the loopback address
 * @param etcdPeer etcd insists on one
 * @param kubelet for the API server, on the node's address
 */
public record NodePorts(int api, int etcd, int etcdPeer, int kubelet) {
    /** That one and the next three. */
    public static NodePorts from(int api) {
        return new NodePorts(api, api + 1, api + 2, api + 3);
    }

    /** Ports that nobody listens on now. */
    public static NodePorts free() {
        return new NodePorts(Ports.free(), Ports.free(), Ports.free(), Ports.free());
    }
}
