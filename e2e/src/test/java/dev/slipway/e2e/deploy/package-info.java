/** What an administrator deploys: the Kubernetes base, the compose file, the service images. */
@NullMarked
package dev.slipway.e2e.deploy;

import org.jspecify.annotations.NullMarked;
