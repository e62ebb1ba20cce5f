package dev.slipway.dispatcher.problem;

/** RFC 9457. */
public record Problem(String type, String title, int status, String detail, String code) {}
