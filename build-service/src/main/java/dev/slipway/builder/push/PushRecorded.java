package dev.slipway.builder.push;

/** Within this service: there may be something to build. */
public record PushRecorded() {}
