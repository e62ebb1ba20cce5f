/** What was built already, by what it is made of. */
@NullMarked
package dev.slipway.builder.reuse;

import org.jspecify.annotations.NullMarked;
