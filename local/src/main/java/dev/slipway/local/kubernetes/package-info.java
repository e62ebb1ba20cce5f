/** A Kubernetes node of our own: control plane, kubelet and containerd as processes of this machine. */
@NullMarked
package dev.slipway.local.kubernetes;

import org.jspecify.annotations.NullMarked;
