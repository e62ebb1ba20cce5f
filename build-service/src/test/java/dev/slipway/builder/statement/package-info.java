@NullMarked
package dev.slipway.builder.statement;

import org.jspecify.annotations.NullMarked;
