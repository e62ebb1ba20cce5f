/** The build service: a push becomes an image and a manifest of deployments. */
@NullMarked
package dev.slipway.builder;

import org.jspecify.annotations.NullMarked;
