/** Artifacts: tables, links, texts, images and progress that flows leave for people to look at. */
@NullMarked
package dev.slipway.scheduler.artifact;

import org.jspecify.annotations.NullMarked;
