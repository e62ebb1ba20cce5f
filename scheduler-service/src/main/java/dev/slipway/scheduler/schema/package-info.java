/** JSON schemas of parameters and job variables, and the values that must fit them. */
@NullMarked
package dev.slipway.scheduler.schema;

import org.jspecify.annotations.NullMarked;
