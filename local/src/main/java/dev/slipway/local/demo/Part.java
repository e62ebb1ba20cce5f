package dev.slipway.local.demo;

import java.time.Duration;

/**
 * One part of the time from push to completion.
 *
 * @param own whether it is Slipway that took it
 */
public record Part(String name, Duration time, boolean own) {}
