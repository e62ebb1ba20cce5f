/** Version 1 of the facts about projects. */
@NullMarked
package dev.slipway.contracts.project.v1;

import org.jspecify.annotations.NullMarked;
