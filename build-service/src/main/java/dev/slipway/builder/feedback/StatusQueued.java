package dev.slipway.builder.feedback;

/** Within this service: there may be something to tell. */
record StatusQueued() {}
