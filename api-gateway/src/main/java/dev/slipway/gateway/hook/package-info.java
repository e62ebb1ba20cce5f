/** GitLab webhooks: verified, decided, recorded once, and answered when they are durable. */
@NullMarked
package dev.slipway.gateway.hook;

import org.jspecify.annotations.NullMarked;
